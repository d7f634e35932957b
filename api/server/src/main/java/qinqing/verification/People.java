package qinqing.verification;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.deadline.Deadline;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.tenant.Tenancy;

/** Reads who may verify and whom a hit concerns, for jobs and for requests by the same statements. */
@ApplicationScoped
class People {
    private static final String VERIFIERS = """
            with recursive held as (
                select a.id, a.account_id, a.role, a.unit_id, c.official_id
                  from assignment a join account c on c.id = a.account_id
                 where a.role in ('VERIFIER', 'INSPECTOR', 'COUNTY_INSPECTOR', 'ENDORSER', 'ADMIN') and c.status <> 'DISABLED'
                   and a.ended_at is null
                   and a.from_day <= %s and (a.to_day is null or a.to_day >= %s) and %s),
            chain as (
                select h.official_id as who, o.leader_id as leader from held h join official o on o.id = h.official_id
                 where o.leader_id is not null
                union
                select c.who, o.leader_id from chain c join official o on o.id = c.leader where o.leader_id is not null)
            select h.id, h.account_id, h.role, array_to_string(u.ancestors, ','), o.id, encode(o.person_token, 'hex'), o.name_key,
                   o.rank, array_to_string(ou.ancestors, ','),
                   (select string_agg(cast(c.leader as text), ',') from chain c where c.who = o.id),
                   (select string_agg(encode(r.person_token, 'hex'), ',') from relative r
                     where r.official_id = o.id and r.in_force and r.person_token is not null),
                   (select count(*) from verification v where v.owner_id = h.id and v.status in ('OPEN', 'FOUND'))
              from held h
              join unit u on u.id = h.unit_id
              left join official o on o.id = h.official_id
              left join unit ou on ou.id = o.unit_id
             order by h.id
            """;
    private static final String ALL = VERIFIERS.formatted("?", "?", "true");
    private static final String ALONG_THE_LINE = VERIFIERS.formatted(
            "cast(:today as date)",
            "cast(:today as date)",
            "(a.role in ('COUNTY_INSPECTOR', 'ADMIN') or a.unit_id in (select unnest(ancestors) from unit where id = :unit))");
    private static final String ONE =
            VERIFIERS.formatted("cast(:today as date)", "cast(:today as date)", "a.id = :assignment");

    private static final String CONCERNS = """
            select m.id, array_to_string(u.ancestors, ','), m.official_id, encode(o.person_token, 'hex'), o.rank, o.unit_id,
                   (select string_agg(encode(r.person_token, 'hex'), ',') from relative r
                     where r.official_id = o.id and r.in_force and r.person_token is not null),
                   (select string_agg(r.name_key, ',') from relative r
                     where r.official_id = o.id and r.in_force and r.person_token is null),
                   encode(b.person_token, 'hex'),
                   (select coalesce(max(v.round), 0) from verification v where v.match_id = m.id)
              from match m
              join unit u on u.id = m.unit_id
              join official o on o.id = m.official_id
              join beneficiary b on b.id = m.beneficiary_id
             where %s
             order by m.id
            """;
    private static final String NEW_OF_RUN = CONCERNS.formatted("""
            m.run_id = ? and m.status = 'OPEN'
               and not exists (select from verification v where v.match_id = m.id and v.status in ('OPEN', 'FOUND'))""");
    private static final String OF_TASK = CONCERNS.formatted("m.id = (select match_id from verification where id = ?)");
    private static final String OF_MATCH = CONCERNS.formatted("m.id = :match");

    /** @param lastRound 0 when the hit was never verified */
    record Task(Concern concern, int lastRound) {}

    private final Clock clock;

    People(Clock clock) {
        this.clock = clock;
    }

    /** Everybody who might verify anything in the county. */
    List<Verifier> verifiers(Connection connection) throws SQLException {
        try (var question = connection.prepareStatement(ALL)) {
            question.setObject(1, today());
            question.setObject(2, today());
            return rows(question, People::verifier);
        }
    }

    /** Hits of a run that nobody has to verify yet. */
    List<Task> newOfRun(Connection connection, UUID run) throws SQLException {
        return tasks(connection, NEW_OF_RUN, run);
    }

    Concern ofTask(Connection connection, UUID verification) throws SQLException {
        return tasks(connection, OF_TASK, verification).getFirst().concern();
    }

    private static List<Task> tasks(Connection connection, String sql, UUID subject) throws SQLException {
        try (var question = connection.prepareStatement(sql)) {
            question.setObject(1, subject);
            return rows(question, People::task);
        }
    }

    /** In the present session: who might verify what this unit approves, from it up to the county. */
    Uni<List<Verifier>> along(UUID unit) {
        return Tenancy.asHouseInSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(ALONG_THE_LINE, Object[].class)
                        .setParameter("today", today())
                        .setParameter("unit", unit)
                        .getResultList())
                .map(rows -> rows.stream().map(People::verifier).toList()));
    }

    /** In the present session: one person by assignment; empty list when it holds no more. */
    Uni<List<Verifier>> one(UUID assignment) {
        return Tenancy.asHouseInSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(ONE, Object[].class)
                        .setParameter("today", today())
                        .setParameter("assignment", assignment)
                        .getResultList())
                .map(rows -> rows.stream().map(People::verifier).toList()));
    }

    /** In the present session. */
    Uni<Task> concern(UUID match) {
        return Tenancy.asHouseInSession(() -> {
            return Panache.getSession()
                    .chain(session -> session.createNativeQuery(OF_MATCH, Object[].class)
                            .setParameter("match", match)
                            .getSingleResultOrNull())
                    .map(row -> {
                        if (row == null) {
                            throw new ProblemException(ProblemType.NOT_FOUND);
                        }
                        return task(row);
                    });
        });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
    }

    private static <T> List<T> rows(PreparedStatement question, Function<Object[], T> read) throws SQLException {
        var found = new ArrayList<T>();
        try (var rows = question.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new Object[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = rows.getObject(i + 1);
                }
                found.add(read.apply(row));
            }
        }
        return found;
    }

    private static Verifier verifier(Object[] row) {
        return new Verifier(
                (UUID) row[0],
                (UUID) row[1],
                Role.valueOf((String) row[2]),
                path(row[3]),
                (UUID) row[4],
                (String) row[5],
                text(row[6]),
                text(row[7]),
                path(row[8]),
                Set.copyOf(path(row[9])),
                set(row[10]),
                ((Number) row[11]).longValue());
    }

    private static Task task(Object[] row) {
        var concern = new Concern(
                (UUID) row[0],
                path(row[1]),
                (UUID) row[2],
                (String) row[3],
                (String) row[4],
                (UUID) row[5],
                set(row[6]),
                set(row[7]),
                (String) row[8]);
        return new Task(concern, ((Number) row[9]).intValue());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : (String) value;
    }

    private static Set<String> set(@Nullable Object joined) {
        return joined == null
                ? Set.of()
                : Arrays.stream(((String) joined).split(",")).collect(Collectors.toSet());
    }

    private static List<UUID> path(@Nullable Object joined) {
        return joined == null
                ? List.of()
                : Arrays.stream(((String) joined).split(","))
                        .map(UUID::fromString)
                        .toList();
    }
}
