package qinqing.inference;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Deadline;
import qinqing.jobs.RecurringJob;
import qinqing.kernel.Ids;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;
import qinqing.notification.Addressee;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.Text;
import qinqing.vault.BlindIndex;
import qinqing.vault.IndexPurpose;

/**
 * Looks once a day, when a declaration was entered since, for relatives that other filings know of; asks the declarants, and
 * settles what has been declared meanwhile (product.md 8). Works on tokens: no ID number, phone or address is opened.
 */
@Singleton
class InfersMissingRelatives implements RecurringJob {
    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

    /** The county's turn, when something was entered since its last look; two servers take turns at the row. */
    private static final String DUE = """
            select l.looked_at from inference_look l
             where l.county_code = ? and l.looked_at <= ?
               and exists (select from declaration where in_force and entered_at > l.looked_at)
             for update skip locked
            """;

    private static final String FIRST_LOOK =
            "insert into inference_look (county_code, looked_at) values (?, '-infinity') on conflict do nothing";
    private static final String LOOKED = "update inference_look set looked_at = ? where county_code = ?";

    private static final String OLD_TOKENS = """
            select exists (select from relative where in_force and get_byte(person_token, 0) <> ?)
                or exists (select from official where status = 'ACTIVE' and get_byte(person_token, 0) <> ?)
            """;

    private static final String OFFICIALS = """
            select o.id, o.unit_id, o.person_token, o.name_key, o.name, o.sex, o.address_token, o.phone_token
              from official o where o.status = 'ACTIVE' and exists (select from declaration d where d.official_id = o.id and d.in_force)
             order by o.person_token
            """;
    private static final String RELATIVES = """
            select r.official_id, r.kinship, r.person_token, r.name_key, r.name, r.sex, r.address_token, r.phone_token
              from relative r where r.in_force and r.deceased_on is null
             order by r.person_token nulls last, r.id
            """;

    private static final String ASK = """
            insert into relative_prompt (id, county_code, unit_id, official_id, person_token, name, kinship, bases, probability, asked_on, visible_on)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict on constraint one_prompt_a_person do update
               set kinship = excluded.kinship, bases = excluded.bases, probability = excluded.probability, status = 'OPEN',
                   asked_on = excluded.asked_on, visible_on = excluded.visible_on, version = relative_prompt.version + 1
             where relative_prompt.status in ('WITHDRAWN', 'DECLARED')
            returning official_id
            """;

    private static final String SETTLE_DECLARED = """
            update relative_prompt p set status = 'DECLARED', version = version + 1
             where status in ('OPEN', 'WILL_DECLARE', 'NOT_A_RELATIVE')
               and exists (select from relative r where r.in_force and r.official_id = p.official_id and r.person_token = p.person_token)
            """;
    private static final String WITHDRAW = """
            update relative_prompt set status = 'WITHDRAWN', version = version + 1
             where status = 'OPEN' and (official_id, encode(person_token, 'hex')) not in (select * from unnest(?::uuid[], ?::text[]))
            """;

    private final DataSource database;
    private final Notifications notifications;
    private final BlindIndex index;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;
    private final Duration every;

    InfersMissingRelatives(
            DataSource database,
            Notifications notifications,
            BlindIndex index,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode,
            @ConfigProperty(name = "qinqing.inference.every", defaultValue = "PT24H") Duration every) {
        this.database = database;
        this.notifications = notifications;
        this.index = index;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
        this.every = every;
    }

    @Override
    public String name() {
        return "inference.missing-relatives";
    }

    @Override
    public Duration every() {
        return LOOK_EVERY;
    }

    @Override
    public void run() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var now = OffsetDateTime.now(clock);
                if (isDue(connection, now) && !isKeyBeingReplaced(connection)) {
                    look(connection);
                    execute(connection, LOOKED, now, countyCode);
                }
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private boolean isDue(Connection connection, OffsetDateTime now) throws SQLException {
        execute(connection, FIRST_LOOK, countyCode);
        try (var question = connection.prepareStatement(DUE)) {
            question.setString(1, countyCode);
            question.setObject(2, now.minus(every));
            try (var row = question.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Under two keys the same person has two tokens: a look would miss half of what it knows. */
    private boolean isKeyBeingReplaced(Connection connection) throws SQLException {
        if (index.readableKeys(IndexPurpose.PERSON).size() < 2) {
            return false;
        }
        try (var question = connection.prepareStatement(OLD_TOKENS)) {
            fill(question, index.currentKey(IndexPurpose.PERSON), index.currentKey(IndexPurpose.PERSON));
            try (var row = question.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void look(Connection connection) throws SQLException {
        execute(connection, SETTLE_DECLARED);
        var known = new Known();
        try (var question = connection.prepareStatement(OFFICIALS);
                var row = question.executeQuery()) {
            while (row.next()) {
                known.official(row);
            }
        }
        try (var question = connection.prepareStatement(RELATIVES)) {
            question.setFetchSize(10_000);
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    known.relative(row);
                }
            }
        }
        var missing = new MissingRelatives(known.persons, known.declared).find();
        withdrawOthers(connection, known, missing);
        ask(connection, known, missing);
    }

    private void withdrawOthers(Connection connection, Known known, List<MissingRelative> missing) throws SQLException {
        try (var update = connection.prepareStatement(WITHDRAW)) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            missing.stream()
                                    .map(each -> known.office(each.official()).id())
                                    .toArray()));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            missing.stream()
                                    .map(each -> HexFormat.of().formatHex(known.tokens.get(each.relative())))
                                    .toArray()));
            update.executeUpdate();
        }
    }

    private void ask(Connection connection, Known known, List<MissingRelative> missing) throws SQLException {
        var today = LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
        Set<UUID> asked = new LinkedHashSet<>();
        try (var insert = connection.prepareStatement(ASK)) {
            for (var each : missing) {
                var office = known.office(each.official());
                fill(
                        insert,
                        ids.timeOrdered(),
                        countyCode,
                        office.unit(),
                        office.id(),
                        known.tokens.get(each.relative()),
                        known.names.get(each.relative()),
                        each.kinship() == null ? null : each.kinship().name(),
                        connection.createArrayOf(
                                "text", each.bases().stream().map(Enum::name).toArray()),
                        each.probability(),
                        today,
                        today.plusDays(RelativePrompts.PRIVATE_DAYS));
                try (var row = insert.executeQuery()) {
                    while (row.next()) {
                        asked.add(row.getObject(1, UUID.class));
                    }
                }
            }
        }
        for (var official : asked) {
            notifications.tell(
                    connection,
                    new Addressee.OfOfficial(official),
                    message(today.plusDays(RelativePrompts.PRIVATE_DAYS)));
        }
    }

    /** Names nobody: what is asked is read where the right to it is checked. */
    private static Message message(LocalDate answerBy) {
        return new Message(
                NotificationKind.RELATIVE_PROMPT,
                new Text(
                        "有亲属可能漏报，请核对后补报或者说明（A2.1、A3.5）",
                        "Some relatives may be missing from your declaration: please amend it or explain (A2.1, A3.5)"),
                "/relative-prompts",
                answerBy);
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            statement.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** @param id of the official */
    private record Office(UUID id, UUID unit) {}

    /** Everybody the filings name, numbered in the order of their tokens. */
    private static final class Known {
        final List<Person> persons = new ArrayList<>();
        final List<byte[]> tokens = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        final List<Declared> declared = new ArrayList<>();
        private final Map<ByteBuffer, Integer> numbers = new HashMap<>();
        private final Map<ByteBuffer, Integer> shared = new HashMap<>();
        private final Map<Integer, Office> offices = new HashMap<>();
        private final Map<UUID, Integer> officials = new HashMap<>();

        Office office(int person) {
            return java.util.Objects.requireNonNull(offices.get(person));
        }

        void official(ResultSet row) throws SQLException {
            int number = add(row, true);
            var id = row.getObject("id", UUID.class);
            offices.put(number, new Office(id, row.getObject("unit_id", UUID.class)));
            officials.put(id, number);
        }

        void relative(ResultSet row) throws SQLException {
            var official = officials.get(row.getObject("official_id", UUID.class));
            if (official == null) {
                return;
            }
            var token = row.getBytes("person_token");
            var number = token == null ? null : numbers.get(ByteBuffer.wrap(token));
            declared.add(new Declared(
                    official, Kinship.valueOf(row.getString("kinship")), number == null ? add(row, false) : number));
        }

        private int add(ResultSet row, boolean declares) throws SQLException {
            int number = persons.size();
            var token = row.getBytes("person_token");
            persons.add(new Person(
                    Sex.valueOf(row.getString("sex")),
                    declares,
                    token != null,
                    row.getString("name_key"),
                    sharing(row.getBytes("address_token")),
                    sharing(row.getBytes("phone_token"))));
            tokens.add(token == null ? new byte[0] : token);
            names.add(row.getString("name"));
            if (token != null) {
                numbers.put(ByteBuffer.wrap(token), number);
            }
            return number;
        }

        private int sharing(byte @Nullable [] token) {
            return token == null ? 0 : shared.computeIfAbsent(ByteBuffer.wrap(token), _ -> shared.size() + 1);
        }
    }
}
