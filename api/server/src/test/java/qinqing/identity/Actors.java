package qinqing.identity;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.kernel.Ids;
import qinqing.kernel.Phone;
import qinqing.token.AccessTokens;
import qinqing.token.CountyDay;
import qinqing.token.Secrets;

/**
 * People and systems for HTTP tests of any feature. Inject it into a {@code @QuarkusTest}:
 *
 * <pre>{@code
 * @Inject Actors actors;
 *
 * var unit = actors.unit("TOWNSHIP", "荔枝街道");
 * given().auth().oauth2(actors.token(Role.CLERK, unit)).get("/api/v1/…");
 * Actor clerk = actors.person(Role.CLERK, unit, null);   // the same as an Actor, for calling services
 * given().auth().oauth2(actors.token(clerk))…
 * given().auth().oauth2(actors.system(unit, "clearances:write"))…
 * }</pre>
 *
 * Accounts, assignments and sessions are real rows and the tokens real tokens; only the password is skipped, since
 * hashing one for each of hundreds of tests would take longer than the tests. Each call makes a new account.
 */
@Singleton
public class Actors {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final DataSource database;
    private final AccessTokens tokens;
    private final Secrets secrets;
    private final Phones phones;
    private final Ids ids;
    private final Clock clock;

    Actors(DataSource database, AccessTokens tokens, Secrets secrets, Phones phones, Ids ids, Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.secrets = secrets;
        this.phones = phones;
        this.ids = ids;
        this.clock = clock;
    }

    /** The county's root unit, which the first start made. */
    public UUID county() {
        return (UUID) ask("select id from unit where kind = 'COUNTY'");
    }

    /** A unit right below the county. The name gets a number: siblings' names differ. */
    public UUID unit(String kind, String name) {
        return unit(kind, name, county());
    }

    public UUID unit(String kind, String name, UUID parent) {
        var id = ids.timeOrdered();
        run("""
                insert into unit (id, county_code, parent_id, ancestors, kind, name, located_in_unit_id, stationed_in_unit_id, created_at)
                select ?, county_code, id, ancestors || ?::uuid, ?, ?, id, id, ? from unit where id = ?
                """, id, id, kind, name + NEXT.incrementAndGet(), OffsetDateTime.now(clock), parent);
        return id;
    }

    /** A token of a new person with this role in this unit. */
    public String token(Role role, UUID unit) {
        return token(person(role, unit, null));
    }

    /** A token of a new person who is this official. */
    public String token(Role role, UUID unit, @Nullable UUID official) {
        return token(person(role, unit, official));
    }

    /** A token for someone {@link #person} made, in a session of its own. */
    public String token(Actor actor) {
        return tokens.issue(actor, session(actor), false);
    }

    /** A new person with one assignment, active and without a password. */
    public Actor person(Role role, UUID unit, @Nullable UUID official) {
        return person(role, unit, official, null);
    }

    Actor person(Role role, UUID unit, @Nullable UUID official, @Nullable String passwordHash) {
        var account = ids.timeOrdered();
        var phone = phone();
        run(
                """
                insert into account (id, county_code, display_name, phone_token, phone_sealed, password_hash, official_id, status, created_at)
                select ?, county_code, '测试人员', ?, ?, ?, ?, 'ACTIVE', ? from unit where id = ?
                """,
                account,
                phones.token(phone),
                phones.seal(phone, account),
                passwordHash == null ? "none" : passwordHash,
                official,
                OffsetDateTime.now(clock),
                unit);
        return new Actor(account, assignment(account, role, unit), role, unit, official, Set.of());
    }

    /** One more role for someone there is already. */
    UUID assignment(UUID account, Role role, UUID unit) {
        var id = ids.timeOrdered();
        run(
                "insert into assignment (id, account_id, role, unit_id, from_day) values (?, ?, ?, ?, ?)",
                id,
                account,
                role.name(),
                unit,
                CountyDay.today(clock));
        return id;
    }

    /** A session of its own for someone {@link #person} made. */
    public UUID session(Actor actor) {
        var refresh = RefreshToken.first(ids.random(), secrets);
        var now = OffsetDateTime.now(clock);
        run(
                """
                insert into login_session (id, account_id, assignment_id, family_hash, present_hash, created_at, refreshed_at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                refresh.sessionId(),
                actor.accountId(),
                actor.assignmentId(),
                refresh.familyHash(),
                refresh.presentHash(),
                now,
                now,
                now.plus(Duration.ofDays(30)));
        return refresh.sessionId();
    }

    /** A token of a new system's client; the scope {@code sandbox} makes it one that only tries things out. */
    public String system(UUID unit, String... scopes) {
        var id = ids.timeOrdered();
        run(
                """
                insert into api_client (id, county_code, name, unit_id, secret_hash, scopes, allowed_networks, site_ids, status, created_at)
                select ?, county_code, ?, id, ?, string_to_array(?, ' '), '{}', '{}', 'ACTIVE', ? from unit where id = ?
                """,
                id,
                "测试系统" + NEXT.incrementAndGet(),
                Secrets.hash(secrets.token()),
                String.join(" ", scopes),
                OffsetDateTime.now(clock),
                unit);
        return tokens.issue(new Actor(id, null, Role.SYSTEM, unit, null, Set.of(scopes)), id, false);
    }

    /** A mobile number that no one in this run has yet. */
    static Phone phone() {
        return new Phone("1990%07d".formatted(NEXT.incrementAndGet()));
    }

    public Object ask(String question, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(question)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var answer = statement.executeQuery();
            if (!answer.next()) {
                throw new AssertionError("no row: " + question);
            }
            return answer.getObject(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public void run(String sql, @Nullable Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
