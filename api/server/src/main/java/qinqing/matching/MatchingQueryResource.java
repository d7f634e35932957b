package qinqing.matching;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Idempotency;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1/matching-queries")
class MatchingQueryResource {
    private static final String PATH = "/api/v1/matching-queries/";
    private static final String SCOPE = "matching:query";

    enum Purpose {
        BEFORE_ALLOCATION,
        BEFORE_APPROVAL,
        VERIFICATION
    }

    record PersonBody(
            @NotNull @Size(max = 100) String reference,
            @NotNull @Size(min = 1, max = 50) String name,
            @Nullable @Size(max = 40) String idNumber) {
        /** Holds an ID number. */
        @Override
        public String toString() {
            return "PersonBody";
        }
    }

    record QueryBody(
            @NotNull Purpose purpose,
            @Nullable UUID programmeId,
            @NotNull @Size(min = 1, max = 100) List<@Valid @NotNull PersonBody> persons) {
        /** Holds ID numbers. */
        @Override
        public String toString() {
            return "QueryBody";
        }
    }

    private final MatchingQueries queries;
    private final CurrentActor actor;
    private final Idempotency idempotency;

    MatchingQueryResource(MatchingQueries queries, CurrentActor actor, Idempotency idempotency) {
        this.queries = queries;
        this.actor = actor;
        this.idempotency = idempotency;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.VERIFIER, Role.Name.SYSTEM})
    public Uni<Response> createMatchingQuery(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid QueryBody query) {
        var who = actor.requireScope(SCOPE);
        var persons = query.persons().stream()
                .map(person -> new MatchingQueries.Person(person.reference(), person.name(), person.idNumber()))
                .toList();
        return idempotency.once(who, "createMatchingQuery", key, query, () -> queries.ask(
                        who, query.purpose().name(), query.programmeId(), persons)
                .map(answer -> Response.created(URI.create(PATH + answer.id()))
                        .entity(answer)
                        .tag(Versions.tag(0))
                        .build()));
    }

    @GET
    @Path("/{queryId}")
    @RolesAllowed({Role.Name.VERIFIER, Role.Name.SYSTEM})
    public Uni<Response> getMatchingQuery(UUID queryId) {
        return queries.get(actor.requireScope(SCOPE), queryId)
                .map(answer -> Response.ok(answer).tag(Versions.tag(0)).build());
    }
}
