package qinqing.clearance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Keeps answers and finds them again. */
@ApplicationScoped
class KeepsClearances {
    /** Who asks again about the same payment means the new answer; the older one ends. */
    private static final String INSERT = """
            with entry as (
                select e."nameKey", e.token, e."subjectKey", e.rows, c.*
                from jsonb_to_recordset(cast(cast(:input as text) as jsonb))
                     as e (clearance jsonb, "nameKey" text, token text, "subjectKey" text, rows jsonb)
                cross join lateral jsonb_to_record(e.clearance)
                     as c (id uuid, "unitId" uuid, "askedBy" uuid, reference text, "programmeId" uuid, "batchId" uuid,
                           "rowNumber" integer, grounds text, reasons jsonb, sandbox boolean, "emergencyId" uuid,
                           "askedAt" timestamptz, "lapsesAt" timestamptz)
            ), older as (
                select c.id, e."askedAt" as lapsed_at
                from entry e
                join clearance c on c.asked_by = e."askedBy" and c.programme_id = e."programmeId"
                                and c.subject_key = e."subjectKey" and c.sandbox = e.sandbox
                where c.lapsed_at is null and c.withdrawn_at is null and c.emergency_id is null
                order by c.id for update of c
            ), ended as (
                update clearance c set lapsed_at = o.lapsed_at from older o where c.id = o.id
            ), kept as (
                insert into clearance (id, county_code, unit_id, asked_by, reference, programme_id, batch_id, row_number, name_key,
                                       person_token, subject_key, outcome, grounds, reasons, sandbox, emergency_id, asked_at,
                                       lapses_at)
                select id, :county, "unitId", "askedBy", reference, "programmeId", "batchId", "rowNumber", "nameKey",
                       decode(token, 'hex'), "subjectKey", case grounds when 'WITHHELD' then 'WITHHELD' else 'GRANTED' end,
                       grounds, reasons, sandbox, "emergencyId", "askedAt", "lapsesAt"
                from entry
            )
            insert into clearance_subject (clearance_id, beneficiary_id)
            select e.id, cast(r.id as uuid) from entry e cross join lateral jsonb_array_elements_text(e.rows) as r (id)
            """;

    private static final String COLUMNS = """
            select cast(json_build_object(
                       'id', c.id, 'unitId', c.unit_id, 'askedBy', c.asked_by, 'reference', c.reference,
                       'programmeId', c.programme_id, 'batchId', c.batch_id, 'rowNumber', c.row_number,
                       'grounds', c.grounds, 'reasons', c.reasons, 'sandbox', c.sandbox, 'emergencyId', c.emergency_id,
                       'askedAt', c.asked_at, 'lapsesAt', c.lapses_at, 'lapsedAt', c.lapsed_at,
                       'withdrawnAt', c.withdrawn_at, 'withdrawalReasons', c.withdrawal_reasons) as text)
            from clearance c
            """;
    private static final String OWN = COLUMNS + "where c.id = :id and c.asked_by = :asker";
    private static final String OF_THE_SUBTREE = COLUMNS + """
            join unit u on u.id = c.unit_id
            where c.id = :id and u.ancestors @> array[cast(:asker as uuid)]
            """;

    /**
     * One answer to be kept.
     *
     * @param token of the ID number, as hexadecimal digits
     * @param rows what it rests on
     */
    record Entry(
            Clearance clearance,
            @Nullable String nameKey,
            @Nullable String token,
            String subjectKey,
            List<UUID> rows) {
        static Entry of(Clearance clearance, Question question, List<UUID> rows) {
            return question instanceof Question.OfPerson person
                    ? new Entry(
                            clearance,
                            person.nameKey(),
                            person.tokens().isEmpty()
                                    ? null
                                    : Question.hex(person.tokens().getFirst()),
                            question.key(),
                            rows)
                    : new Entry(clearance, null, null, question.key(), rows);
        }

        @Override
        public String toString() {
            return "entry " + clearance.id();
        }
    }

    private final Dossiers dossiers;
    private final String countyCode;

    KeepsClearances(Dossiers dossiers, @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.dossiers = dossiers;
        this.countyCode = countyCode;
    }

    Uni<Void> keep(List<Entry> entries) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter("input", dossiers.write(entries))
                        .setParameter("county", countyCode)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** One's own answer. */
    Uni<Optional<Clearance>> own(UUID id, UUID asker) {
        return find(OWN, id, asker);
    }

    /** An answer about a programme of this unit or one below it. */
    Uni<Optional<Clearance>> ofSubtree(UUID id, UUID unit) {
        return find(OF_THE_SUBTREE, id, unit);
    }

    private Uni<Optional<Clearance>> find(String question, UUID id, UUID asker) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(question, String.class)
                        .setParameter("id", id)
                        .setParameter("asker", asker)
                        .getSingleResultOrNull())
                .map(found -> Optional.ofNullable(found).map(text -> dossiers.read(text, Clearance.class)));
    }
}
