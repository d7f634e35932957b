package qinqing.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.kernel.Ids;
import qinqing.kernel.Phone;
import qinqing.token.CountyDay;
import qinqing.token.Secrets;

/**
 * Invites many people at once, for imports: each gets a one-time code instead of a password, since hashing 20 000 of
 * them would take a quarter of an hour (decisions: safety).
 */
@ApplicationScoped
public class Invitations {
    /** A role in a unit. */
    public record Duty(Role role, UUID unitId) {}

    /** @param officialId the declarant this person is, if any */
    public record Invitee(String name, Phone phone, Set<Duty> duties, Optional<UUID> officialId) {
        /** The same unit for all roles. */
        public Invitee(String name, Phone phone, Set<Role> roles, UUID unitId, Optional<UUID> officialId) {
            this(
                    name,
                    phone,
                    roles.stream().map(role -> new Duty(role, unitId)).collect(Collectors.toUnmodifiableSet()),
                    officialId);
        }

        Set<Role> roles() {
            return duties.stream().map(Duty::role).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public String toString() {
            return "Invitee";
        }
    }

    /** What became of one invitee. */
    public sealed interface Result {
        /** @param code its only appearance */
        record Invited(UUID accountId, String code, Instant expiresAt) implements Result {
            @Override
            public String toString() {
                return "Invited[" + accountId + "]";
            }
        }

        /** The phone has an account; nothing was changed. */
        record PhoneTaken() implements Result {}

        /** 纪检干部不得担任工作人员（A6.1）, or a role that is not for people. */
        record RolesNotAllowed() implements Result {}
    }

    private static final String ACCOUNT = """
            insert into account (id, county_code, display_name, phone_token, phone_sealed, official_id, status, created_at)
            values (?, ?, ?, ?, ?, ?, 'INVITED', ?)
            on conflict (phone_token) do nothing
            """;
    /** Whoever sees the whole county holds the role there, in whichever unit the desk stands. */
    private static final String ASSIGNMENT = """
            insert into assignment (id, account_id, role, unit_id, from_day)
            values (?, ?, ?, case when ? then (select id from unit where kind = 'COUNTY') else ? end, ?)
            on conflict do nothing
            """;

    private static final String CODE = """
            insert into one_time_code (account_id, code_hash, purpose, created_at, expires_at)
            values (?, ?, 'INVITATION', ?, ?)
            """;

    private final Phones phones;
    private final Secrets secrets;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    Invitations(
            Phones phones,
            Secrets secrets,
            Audit audit,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.phones = phones;
        this.secrets = secrets;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    /**
     * In the job's transaction; call it page by page. Blocks.
     *
     * @return one result for each invitee, in their order
     * @throws SQLException as the database says, for instance when a unit is not there
     */
    public List<Result> invite(Connection transaction, Actor admin, List<Invitee> invitees) throws SQLException {
        var results = new ArrayList<Result>(invitees.size());
        try (var account = transaction.prepareStatement(ACCOUNT);
                var assignment = transaction.prepareStatement(ASSIGNMENT);
                var code = transaction.prepareStatement(CODE)) {
            for (var invitee : invitees) {
                results.add(invite(invitee, account, assignment, code));
            }
            assignment.executeBatch();
            code.executeBatch();
        }
        long invited = results.stream().filter(Result.Invited.class::isInstance).count();
        audit.record(transaction, admin, "importAccounts", "account", null, "invited=" + invited);
        return List.copyOf(results);
    }

    private Result invite(
            Invitee invitee, PreparedStatement account, PreparedStatement assignment, PreparedStatement code)
            throws SQLException {
        if (!Accounts.mayHoldTogether(invitee.roles())) {
            return new Result.RolesNotAllowed();
        }
        var id = ids.timeOrdered();
        var now = OffsetDateTime.now(clock);
        account.setObject(1, id);
        account.setString(2, countyCode);
        account.setString(3, invitee.name());
        account.setBytes(4, phones.token(invitee.phone()));
        account.setBytes(5, phones.seal(invitee.phone(), id));
        account.setObject(6, invitee.officialId().orElse(null), java.sql.Types.OTHER);
        account.setObject(7, now);
        if (account.executeUpdate() == 0) {
            return new Result.PhoneTaken();
        }
        for (var duty : invitee.duties()) {
            assignment.setObject(1, ids.timeOrdered());
            assignment.setObject(2, id);
            assignment.setString(3, duty.role().name());
            assignment.setBoolean(4, duty.role().seesCounty());
            assignment.setObject(5, duty.unitId());
            assignment.setDate(6, Date.valueOf(CountyDay.today(clock)));
            assignment.addBatch();
        }
        var text = secrets.code();
        var until = now.plus(OneTimeCode.Purpose.INVITATION.life());
        code.setObject(1, id);
        code.setBytes(2, Secrets.hashOfCode(text));
        code.setObject(3, now);
        code.setObject(4, until);
        code.addBatch();
        return new Result.Invited(id, text, until.toInstant());
    }
}
