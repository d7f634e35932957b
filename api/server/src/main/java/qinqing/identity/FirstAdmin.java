package qinqing.identity;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.kernel.Ids;
import qinqing.kernel.Phone;
import qinqing.token.CountyDay;
import qinqing.token.Secrets;
import qinqing.vault.Passwords;

/**
 * On the very first start: one administrator of the county, whose one-time password is printed on the console and nowhere
 * else. Runs after the county was made and before the server listens.
 */
@ApplicationScoped
class FirstAdmin {
    /** Only one of several replicas that start together makes the administrator. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('qinqing.first-admin'))";

    private static final String ANY_ACCOUNT = "select exists (select from account)";
    private static final String COUNTY = "select id from unit where kind = 'COUNTY' order by created_at limit 1";
    private static final String NEW_ACCOUNT = """
            insert into account
                (id, county_code, display_name, phone_token, phone_sealed, password_hash, must_change_password, status, created_at)
            values (?, ?, '系统管理员', ?, ?, ?, ?, 'ACTIVE', ?)
            """;
    private static final String NEW_ASSIGNMENT =
            "insert into assignment (id, account_id, role, unit_id, from_day) values (?, ?, 'ADMIN', ?, ?)";

    private final DataSource database;
    private final Phones phones;
    private final Passwords passwords;
    private final Secrets secrets;
    private final Ids ids;
    private final Clock clock;
    private final Audit audit;
    private final String countyCode;
    private final Phone phone;
    private final Optional<String> givenPassword;

    FirstAdmin(
            DataSource database,
            Phones phones,
            Passwords passwords,
            Secrets secrets,
            Ids ids,
            Clock clock,
            Audit audit,
            @ConfigProperty(name = "qinqing.county-code") String countyCode,
            @ConfigProperty(name = "qinqing.first-admin.phone") String phone,
            @ConfigProperty(name = "qinqing.first-admin.password") Optional<String> givenPassword) {
        this.database = database;
        this.phones = phones;
        this.passwords = passwords;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
        this.audit = audit;
        this.countyCode = countyCode;
        this.phone = Phone.of(phone);
        this.givenPassword = givenPassword;
    }

    void onStart(@Observes @Priority(10) StartupEvent start) throws SQLException {
        try (var connection = database.getConnection();
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute(ONE_AT_A_TIME);
            boolean first = !ask(connection, ANY_ACCOUNT, Boolean.class).orElseThrow();
            var password = givenPassword.orElseGet(secrets::code);
            if (first) {
                create(connection, password);
            }
            connection.commit();
            if (first && givenPassword.isEmpty()) {
                print(password);
            }
        }
    }

    private void create(Connection connection, String password) throws SQLException {
        var unit = ask(connection, COUNTY, UUID.class)
                .orElseThrow(() -> new IllegalStateException("the county is made before its administrator"));
        var account = ids.timeOrdered();
        insert(
                connection,
                NEW_ACCOUNT,
                account,
                countyCode,
                phones.token(phone),
                phones.seal(phone, account),
                passwords.hash(password),
                givenPassword.isEmpty(),
                now());
        var assignment = ids.timeOrdered();
        insert(connection, NEW_ASSIGNMENT, assignment, account, unit, CountyDay.today(clock));
        var admin = new Actor(account, assignment, Role.ADMIN, unit, null, Set.of());
        audit.record(connection, admin, "createFirstAdmin", "account", account, null);
    }

    /** On the console and not through the log, which is kept and shipped elsewhere. */
    private void print(String password) {
        System.out.printf(
                "%n首次启动：系统管理员 %s，一次性密码 %s（只显示这一次，登录后须修改）%n"
                        + "First start: administrator %s, one-time password %s (shown only now; change it after logging in)%n%n",
                phone.value(), password, phone.value(), password);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private static <T> Optional<T> ask(Connection connection, String question, Class<T> type) throws SQLException {
        try (var statement = connection.prepareStatement(question);
                var answer = statement.executeQuery()) {
            return answer.next() ? Optional.of(answer.getObject(1, type)) : Optional.empty();
        }
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
