package qinqing.clearance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import qinqing.clearance.Dossier.Hit;
import qinqing.clearance.Dossier.ProgrammeKind;
import qinqing.clearance.Dossier.Row;
import qinqing.tenant.Tenancy;

/** Reads what is known about any number of questions in one statement, so that all of it is of one moment. */
@ApplicationScoped
class Dossiers {
    /**
     * Holds the programme against those who are about to publish a hit in it, see {@link WithdrawsGrants}: they wait until the
     * answer is stored and then see it; whoever asks later waits for them and then sees the hit. Asked before the dossier is
     * read and in a statement of its own, since a statement sees only what was committed before it began.
     */
    private static final String PROGRAMME = """
            select cast(json_build_object(
                       'unitId', p.unit_id,
                       'universal', p.universal,
                       'held', cast(pg_advisory_xact_lock_shared(hashtextextended('clearance ' || p.id, 0)) as text)) as text)
            from programme p join unit u on u.id = p.unit_id
            where p.id = :programme and u.ancestors @> array[cast(:unit as uuid)]
            """;

    /**
     * A row is compared when a published run covered its list after the endorsement, and when each declaration entered since
     * that names this person was covered by a run of its own (A8.1). A list's own run is made in the transaction that
     * endorses it; another one may have read before that was committed, hence the minute.
     *
     * <p>{@code offset 0} keeps the planner from joining whole tables: it takes the questions for a hundred where there is one.
     */
    static final String DOSSIERS = """
            with question as (
                select q.n, q.programme, q.batch, q.line, q.name, q.tokens, q.rows
                from jsonb_to_recordset(cast(cast(:input as text) as jsonb))
                     as q (n integer, programme uuid, batch uuid, line integer, name text, tokens jsonb, rows jsonb)
            ), subject as (
                select q.n, found.id
                from question q
                cross join lateral (
                    select b.id from beneficiary b
                    where b.batch_id = q.batch and b.row_number = q.line and b.programme_id = q.programme offset 0) as found
                union
                select q.n, found.id
                from question q
                cross join lateral jsonb_array_elements_text(q.tokens) as t (token)
                cross join lateral (
                    select b.id from beneficiary b
                    where b.person_token = decode(t.token, 'hex') and b.programme_id = q.programme offset 0) as found
                union -- without an ID number namesakes count too; with one only those whose own is missing or broken
                select q.n, found.id
                from question q
                cross join lateral (
                    select b.id from beneficiary b
                    where b.name_key = q.name and (q.tokens is null or b.person_token is null)
                      and b.programme_id = q.programme offset 0) as found
                union
                select q.n, cast(r.id as uuid)
                from question q
                cross join lateral jsonb_array_elements_text(q.rows) as r (id)
            ), listed as (
                select s.n, b.*
                from subject s
                cross join lateral (
                    select b.id, b.batch_id, b.endorsed, b.person_token, b.name_key from beneficiary b
                    where b.id = s.id offset 0) as b
            ), list as (
                select l.id, l.status = 'ENDORSED' as endorsed,
                       greatest(
                           (select max(r.created_at) from matching_run r
                            where r.scope = 'BATCH' and r.subject_id = l.id and r.published_at is not null
                              and r.created_at >= case r.trigger when 'BATCH_ENDORSED' then l.endorsed_at
                                                                 else l.endorsed_at + interval '1 minute' end),
                           (select max(r.created_at) from matching_run r
                            where r.scope = 'UNIT' and r.subject_id = any (u.ancestors) and r.published_at is not null
                              and r.created_at >= l.endorsed_at + interval '1 minute'),
                           (select max(r.created_at) from matching_run r
                            where r.scope = 'COUNTY' and r.published_at is not null
                              and r.created_at >= l.endorsed_at + interval '1 minute')) as compared_at
                from (select distinct batch_id from listed) as asked
                cross join lateral (select * from beneficiary_batch b where b.id = asked.batch_id offset 0) as l
                cross join lateral (
                    select u.ancestors from programme p join unit u on u.id = p.unit_id
                    where p.id = l.programme_id offset 0) as u
            ), line as (
                select b.n, json_agg(json_build_object(
                           'id', b.id,
                           'endorsed', b.endorsed and coalesce(l.endorsed, false),
                           'compared', l.compared_at is not null and not exists (
                               select 1
                               from (select f.declaration_id from relative f
                                     where f.in_force and f.person_token = b.person_token
                                     union all
                                     select f.declaration_id from relative f
                                     where f.in_force and f.name_key = b.name_key
                                     union all
                                     select d.id from official o join declaration d on d.official_id = o.id and d.in_force
                                     where o.person_token = b.person_token and o.status = 'ACTIVE') as named
                               cross join lateral (
                                   select d.in_force, d.entered_at, d.official_id from declaration d
                                   where d.id = named.declaration_id offset 0) as d
                               where d.in_force and d.entered_at > l.compared_at - interval '1 minute'
                                 and not exists (
                                     select 1 from matching_run r
                                     where r.scope = 'DECLARANT' and r.subject_id = d.official_id
                                       and r.created_at >= d.entered_at and r.published_at is not null offset 0)
                                 and not exists (
                                     select 1 from matching_run_declarant j join matching_run r on r.id = j.run_id
                                     where j.official_id = d.official_id and j.asked_at >= d.entered_at
                                       and r.published_at is not null offset 0)
                                 and not exists (
                                     select 1 from matching_run r
                                     where r.scope = 'COUNTY' and r.subject_id is null
                                       and r.created_at >= d.entered_at + interval '1 minute' and r.published_at is not null offset 0))
                           ) order by b.id) as content
                from listed b
                left join list l on l.id = b.batch_id
                group by b.n
            ), hit as (
                select s.n, json_agg(json_build_object(
                           'id', m.id,
                           'finding', signed.finding,
                           'open', m.status = 'OPEN' or work.id is not null,
                           'openUntil', work.due_on,
                           'notice', case when shown.id is not null then json_build_object(
                               'number', shown.number, 'state', shown.status, 'fullDays', shown.full_days,
                               'requiredDays', shown.required_days, 'endsOn', shown.ends_on) end,
                           'doubts', coalesce(doubt.content, json_build_array())) order by m.id) as content
                from subject s
                cross join lateral (
                    select m.id, m.status from match m
                    where m.beneficiary_id = s.id and m.status <> 'CLOSED' offset 0) as m -- closed: it no longer holds
                left join lateral (
                    select v.finding from verification v
                    where v.match_id = m.id and v.status = 'CLOSED'
                    order by v.round desc limit 1) as signed on true
                left join lateral (
                    select v.id, v.due_on from verification v
                    where v.match_id = m.id and v.status in ('OPEN', 'FOUND') limit 1) as work on true
                left join lateral (
                    select n.id, n.number, n.status, n.full_days, n.required_days, n.ends_on
                    from notice_row e join notice n on n.id = e.notice_id
                    where e.match_id = m.id and n.status <> 'DRAFT' and n.published_at is not null
                    order by n.created_at desc, n.id desc limit 1) as shown on true
                left join lateral (
                    select json_agg(json_build_object(
                               'noticeNumber', n.number, 'state', o.status,
                               'dueOn', case o.status when 'RECEIVED' then o.screen_due_on else o.resolve_due_on end)
                               order by o.id) as content
                    from notice_row e
                    join notice n on n.id = e.notice_id
                    join objection o on o.notice_id = n.id
                    where e.match_id = m.id and (o.notice_row_id is null or o.notice_row_id = e.id)
                      and (o.status in ('RECEIVED', 'ACCEPTED') or o.status = 'UPHELD' and n.id = shown.id)) as doubt on true
                group by s.n
            )
            select cast(json_build_object(
                       'n', q.n,
                       'rows', coalesce(line.content, json_build_array()),
                       'hits', coalesce(hit.content, json_build_array())) as text)
            from question q
            left join line on line.n = q.n
            left join hit on hit.n = q.n
            """;

    /** A programme the asker may know. */
    record Programme(UUID unitId, boolean universal, String held) {
        ProgrammeKind kind() {
            return universal ? ProgrammeKind.UNIVERSAL : ProgrammeKind.ORDINARY;
        }
    }

    /** One question as the statement takes it. */
    record Asked(
            int n,
            UUID programme,
            @Nullable UUID batch,
            @Nullable Integer line,
            @Nullable String name,
            @Nullable List<String> tokens,
            @Nullable List<UUID> rows) {
        static Asked of(int n, UUID programme, Question question) {
            return switch (question) {
                case Question.OfRow(UUID batch, int row) -> new Asked(n, programme, batch, row, null, null, null);
                case Question.OfPerson(var name, List<byte[]> tokens) ->
                    new Asked(
                            n,
                            programme,
                            null,
                            null,
                            name,
                            tokens.isEmpty()
                                    ? null
                                    : tokens.stream().map(Question::hex).toList(),
                            null);
                case Question.Unreadable unreadable -> new Asked(n, programme, null, null, null, null, null);
            };
        }

        @Override
        public String toString() {
            return "question " + n;
        }
    }

    private record Found(int n, List<Row> rows, List<Hit> hits) {}

    private final ObjectMapper json;

    Dossiers(ObjectMapper json) {
        this.json = json;
    }

    /** Empty when there is none or none that this unit may know; both take the same way. */
    Uni<Optional<Programme>> hold(UUID programme, UUID unit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(PROGRAMME, String.class)
                        .setParameter("programme", programme)
                        .setParameter("unit", unit)
                        .getSingleResultOrNull())
                .map(found -> Optional.ofNullable(found).map(text -> read(text, Programme.class)));
    }

    /** In the order of the questions. */
    Uni<List<Dossier>> of(UUID programme, ProgrammeKind kind, List<Question> questions) {
        return Tenancy.asHouseInSession(() -> {
            var input = IntStream.range(0, questions.size())
                    .mapToObj(n -> Asked.of(n, programme, questions.get(n)))
                    .toList();
            return Panache.getSession()
                    .chain(session -> session.createNativeQuery(DOSSIERS, String.class)
                            .setParameter("input", write(input))
                            .getResultList())
                    .map(found -> read(found, kind, input.size()));
        });
    }

    /** The dossiers in the lines that {@link #DOSSIERS} gave, by number. */
    List<Dossier> read(List<String> lines, ProgrammeKind kind, int questions) {
        var dossiers = new ArrayList<>(Collections.nCopies(questions, new Dossier(kind, List.of(), List.of())));
        for (var line : lines) {
            var found = read(line, Found.class);
            dossiers.set(found.n(), new Dossier(kind, found.rows(), found.hits()));
        }
        return dossiers;
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own record could not be written as JSON", e);
        }
    }

    <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            // the message may quote the text
            throw new IllegalStateException("our own statement gave no " + type.getSimpleName() + ": "
                    + e.getClass().getSimpleName());
        }
    }
}
