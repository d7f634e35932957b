package qinqing.matching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.deadline.Deadline;
import qinqing.kernel.Ids;
import qinqing.kernel.PrintedId;
import qinqing.matching.MatchingQueryView.AnswerView;
import qinqing.matching.MatchingQueryView.Outcome;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.tenant.Tenancy;
import qinqing.vault.BlindIndex;
import qinqing.vault.IndexPurpose;

/**
 * Tells other systems whether persons are declared relatives, before an allocation or approval (A8.2). The way to an answer is the
 * same whatever it says: one token for each person, a made-up one where there is no valid number, and one statement for all. Each
 * person counts towards the asker's quota of the day; each query is kept with the tokens asked for, and audited.
 */
@ApplicationScoped
class MatchingQueries {
    private static final String LOCK =
            "select 1 from (select pg_advisory_xact_lock(hashtextextended('matching query ' || :asker, 0))) as l";
    private static final String STANDING = """
            select (select coalesce(sum(persons), 0) from matching_query where asked_by = :asker and asked_at >= :midnight),
                   coalesce((select daily_query_quota from api_client where id = :asker), :usual)
            """;
    /** Relatives in force and officials in office; everything else may not be known and is a plain no. */
    private static final String KNOWN = """
            select distinct encode(t.token, 'hex')
              from (select decode(unnest(string_to_array(:tokens, ',')), 'hex') as token) t
             where exists (select from relative r where r.in_force and r.person_token = t.token)
                or exists (select from official o where o.status = 'ACTIVE' and o.person_token = t.token)
            """;

    private static final String INSERT = """
            insert into matching_query (id, county_code, unit_id, asked_by, purpose, programme_id, persons, person_tokens, answers, asked_at)
            select :id, :county, :unit, :asker, :purpose, cast(nullif(:programme, '') as uuid), :persons,
                   array(select decode(hex, 'hex') from unnest(string_to_array(:tokens, ',')) with ordinality as asked (hex, at) order by at),
                   cast(cast(:answers as text) as jsonb), :now
            """;
    private static final String ONE =
            "select id, purpose, answers, asked_at from matching_query where id = $1 and asked_by = $2";

    /** One person to ask about. {@code idNumber} as the system has it, valid or not. */
    record Person(String reference, String name, @Nullable String idNumber) {
        /** The reference alone: the rest is personal. */
        @Override
        public String toString() {
            return "Person[" + reference + "]";
        }
    }

    private final Pool pool;
    private final BlindIndex index;
    private final Audit audit;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;
    private final int personsPerDay;

    MatchingQueries(
            @ReactiveDataSource("statements") Pool pool,
            BlindIndex index,
            Audit audit,
            ObjectMapper json,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode,
            @ConfigProperty(name = "qinqing.matching.persons-per-day", defaultValue = "2000") int personsPerDay) {
        this.pool = pool;
        this.index = index;
        this.audit = audit;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
        this.personsPerDay = personsPerDay;
    }

    /**
     * Answers a query; to be called in a transaction.
     *
     * @throws ProblemException 429 until midnight once the day's quota is used up
     */
    Uni<MatchingQueryView> ask(Actor actor, String purpose, @Nullable UUID programme, List<Person> persons) {
        return Tenancy.asHouseInSession(() -> {
            var asked = persons.stream().map(this::asked).toList();
            return Panache.getSession()
                    .chain(session -> quotaLeft(session, actor, persons.size()).chain(left -> known(session, asked)
                            .chain(known ->
                                    keep(session, actor, purpose, programme, asked, answers(asked, known), left))));
        });
    }

    /** @param tokens in hexadecimal, one for each key while one is being replaced */
    private record Asked(String reference, boolean valid, List<String> tokens) {}

    private Asked asked(Person person) {
        var read = PrintedId.read(person.idNumber(), LocalDate.ofInstant(clock.instant(), Deadline.ZONE));
        var valid = read instanceof PrintedId.Valid;
        var value = read instanceof PrintedId.Valid(var number) ? number.value() : "nobody " + ids.random();
        return new Asked(
                person.reference(),
                valid,
                index.tokens(IndexPurpose.PERSON, value).stream()
                        .map(HexFormat.of()::formatHex)
                        .toList());
    }

    private static List<AnswerView> answers(List<Asked> asked, Set<String> known) {
        var answers = new ArrayList<AnswerView>();
        for (var one : asked) {
            var found = one.tokens().stream().anyMatch(known::contains);
            answers.add(new AnswerView(
                    one.reference(),
                    !one.valid()
                            ? Outcome.NOT_DETERMINABLE
                            : found ? Outcome.RELATIVE_FOUND : Outcome.NO_RELATIVE_FOUND));
        }
        return answers;
    }

    private static Uni<Set<String>> known(Mutiny.Session session, List<Asked> asked) {
        return session.createNativeQuery(KNOWN, String.class)
                .setParameter("tokens", tokens(asked))
                .getResultList()
                .map(Set::copyOf);
    }

    private static String tokens(List<Asked> asked) {
        return asked.stream().flatMap(one -> one.tokens().stream()).collect(Collectors.joining(","));
    }

    private Uni<Integer> quotaLeft(Mutiny.Session session, Actor actor, int persons) {
        var midnight = LocalDate.ofInstant(clock.instant(), Deadline.ZONE)
                .atStartOfDay(Deadline.ZONE)
                .toInstant();
        return session.createNativeQuery(LOCK)
                .setParameter("asker", actor.accountId().toString())
                .getResultList()
                .chain(() -> session.createNativeQuery(STANDING, Object[].class)
                        .setParameter("asker", actor.accountId())
                        .setParameter("midnight", midnight.atOffset(ZoneOffset.UTC))
                        .setParameter("usual", personsPerDay)
                        .getSingleResult())
                .map(standing -> left(standing, persons, midnight));
    }

    private int left(Object[] standing, int persons, Instant midnight) {
        long left = ((Number) standing[1]).longValue() - ((Number) standing[0]).longValue() - persons;
        if (left < 0) {
            throw ProblemException.retryAfter(
                    ProblemType.TOO_MANY_REQUESTS,
                    Duration.between(clock.instant(), midnight.plus(Duration.ofDays(1))),
                    new Text("今日查询人数已用完", "Today's number of persons is used up"));
        }
        return (int) left;
    }

    private Uni<MatchingQueryView> keep(
            Mutiny.Session session,
            Actor actor,
            String purpose,
            @Nullable UUID programme,
            List<Asked> asked,
            List<AnswerView> answers,
            int left) {
        var id = ids.timeOrdered();
        var now = clock.instant();
        return session.createNativeQuery(INSERT)
                .setParameter("id", id)
                .setParameter("county", countyCode)
                .setParameter("unit", actor.unitId())
                .setParameter("asker", actor.accountId())
                .setParameter("purpose", purpose)
                .setParameter("programme", programme == null ? "" : programme.toString())
                .setParameter("persons", asked.size())
                .setParameter("tokens", tokens(asked))
                .setParameter("answers", write(answers))
                .setParameter("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .executeUpdate()
                .chain(() -> audit.record(
                        actor,
                        "createMatchingQuery",
                        "matching_query",
                        id,
                        "persons=" + asked.size() + ",purpose=" + purpose))
                .replaceWith(new MatchingQueryView(id, purpose, now, answers, left));
    }

    /** @throws ProblemException 404 for anybody but who asked */
    Uni<MatchingQueryView> get(Actor actor, UUID id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id, actor.accountId())).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .findFirst()
                .map(row -> new MatchingQueryView(
                        row.getUUID("id"),
                        row.getString("purpose"),
                        row.getOffsetDateTime("asked_at").toInstant(),
                        read(row.getJsonArray("answers")),
                        null))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    private String write(List<AnswerView> answers) {
        try {
            return json.writeValueAsString(answers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answers could not be written", e);
        }
    }

    private static List<AnswerView> read(JsonArray answers) {
        return IntStream.range(0, answers.size())
                .mapToObj(answers::getJsonObject)
                .map(answer ->
                        new AnswerView(answer.getString("reference"), Outcome.valueOf(answer.getString("outcome"))))
                .toList();
    }
}
