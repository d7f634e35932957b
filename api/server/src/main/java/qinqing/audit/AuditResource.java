package qinqing.audit;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

@Path("/api/v1")
class AuditResource {

    /** The contract's {@code AuditCheckpoint}; bytes go out as base64. */
    record CheckpointView(long number, byte[] link, Instant at, byte[] mac) {}

    private final ReadsAudit reads;
    private final CurrentIdentityAssociation association;

    AuditResource(ReadsAudit reads, CurrentIdentityAssociation association) {
        this.reads = reads;
        this.association = association;
    }

    @GET
    @Path("/audit-entries")
    @RolesAllowed({Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR, Role.Name.ADMIN})
    public Uni<Page<ReadsAudit.EntryView>> list(
            @QueryParam("action") @Nullable @Size(max = 60) String action,
            @QueryParam("actorId") @Nullable String account,
            @QueryParam("subjectId") @Nullable String subject,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        // not by CurrentActor: identity writes to the trail and so can't be known here
        Actor actor = association.getIdentity().getAttribute(Actor.ATTRIBUTE);
        return reads.list(
                actor,
                new ReadsAudit.Filter(
                        action, id("actorId", account), id("subjectId", subject), day("from", from), day("to", to)),
                cursor,
                Cursors.limit(limit));
    }

    @GET
    @Path("/audit-checkpoints/current")
    @RolesAllowed({Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR, Role.Name.ADMIN})
    public Uni<CheckpointView> checkpoint() {
        return reads.checkpoint().map(head -> new CheckpointView(head.number(), head.link(), head.at(), head.mac()));
    }

    private static @Nullable UUID id(String name, @Nullable String value) {
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw malformed(name);
        }
    }

    private static @Nullable LocalDate day(String name, @Nullable String value) {
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw malformed(name);
        }
    }

    private static ProblemException malformed(String parameter) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "参数 " + parameter + " 的格式有误",
                "The parameter " + parameter + " is malformed");
    }
}
