package qinqing.audit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.kernel.Ids;
import qinqing.vault.KeyedMac;
import qinqing.vault.MacPurpose;

/** Writes the trail. Call it inside the transaction of the change it tells, so that neither exists without the other. */
@ApplicationScoped
public class Audit {
    /** Nothing comes back: whoever leaves an entry may not read it (S2). */
    private static final String INSERT = """
            with entry as (
                insert into audit_entry (id, county_code, at, account_id, assignment_id, role, unit_id, action, subject_kind,
                                         subject_id, detail, mac)
                values (%s))
            insert into audit_unsealed (entry_id) values (%s)
            """;

    private static final String BY_NAME = INSERT.formatted(
            ":id, :county, :at, cast(:account as uuid), cast(:assignment as uuid), :role, cast(:unit as uuid), :action, :kind,"
                    + " cast(:subject as uuid), cast(:detail as text), :mac",
            ":id");
    private static final String BY_POSITION = INSERT.formatted("?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?", "?");

    private final Clock clock;
    private final Ids ids;
    private final KeyedMac mac;
    private final String countyCode;

    public Audit(Clock clock, Ids ids, KeyedMac mac, @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.clock = clock;
        this.ids = ids;
        this.mac = mac;
        this.countyCode = countyCode;
    }

    /** Entry without detail; see {@link #record(Actor, String, String, UUID, String)}. */
    public Uni<Void> record(Actor actor, String action, String subjectKind, @Nullable UUID subjectId) {
        return record(actor, action, subjectKind, subjectId, null);
    }

    /**
     * Adds one entry in the present reactive transaction.
     *
     * @param action operation id of the contract, or name of a job
     * @param subjectKind table or resource, in the singular
     * @param detail codes and ids only, such as {@code finding=COMPLIANT}
     */
    public Uni<Void> record(
            Actor actor, String action, String subjectKind, @Nullable UUID subjectId, @Nullable String detail) {
        var entry = entry(actor, action, subjectKind, subjectId, detail);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(BY_NAME)
                        .setParameter("id", entry.id())
                        .setParameter("county", entry.countyCode())
                        .setParameter("at", entry.at().atOffset(ZoneOffset.UTC))
                        .setParameter("account", entry.accountId())
                        .setParameter("assignment", entry.assignmentId())
                        .setParameter("role", entry.role())
                        .setParameter("unit", entry.unitId())
                        .setParameter("action", entry.action())
                        .setParameter("kind", entry.subjectKind())
                        .setParameter("subject", entry.subjectId())
                        .setParameter("detail", entry.detail())
                        .setParameter("mac", mac.mac(MacPurpose.AUDIT, entry.content()))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Adds one entry in a job's transaction.
     *
     * @throws SQLException as the database says
     */
    public void record(
            Connection transaction,
            Actor actor,
            String action,
            String subjectKind,
            @Nullable UUID subjectId,
            @Nullable String detail)
            throws SQLException {
        var entry = entry(actor, action, subjectKind, subjectId, detail);
        try (var insert = transaction.prepareStatement(BY_POSITION)) {
            int column = 0;
            insert.setObject(++column, entry.id());
            insert.setString(++column, entry.countyCode());
            insert.setObject(++column, entry.at().atOffset(ZoneOffset.UTC));
            insert.setObject(++column, entry.accountId(), Types.OTHER);
            insert.setObject(++column, entry.assignmentId(), Types.OTHER);
            insert.setString(++column, entry.role());
            insert.setObject(++column, entry.unitId(), Types.OTHER);
            insert.setString(++column, entry.action());
            insert.setString(++column, entry.subjectKind());
            insert.setObject(++column, entry.subjectId(), Types.OTHER);
            insert.setString(++column, entry.detail());
            insert.setBytes(++column, mac.mac(MacPurpose.AUDIT, entry.content()));
            insert.setObject(++column, entry.id());
            insert.executeUpdate();
        }
    }

    private AuditEntry entry(
            Actor actor, String action, String subjectKind, @Nullable UUID subjectId, @Nullable String detail) {
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return AuditEntry.of(ids.timeOrdered(), countyCode, at, actor, action, subjectKind, subjectId, detail);
    }
}
