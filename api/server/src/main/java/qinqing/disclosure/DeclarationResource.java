package qinqing.disclosure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.RateLimited;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1/declarations")
class DeclarationResource {
    private final CurrentActor actor;
    private final Declarations declarations;
    private final Filings filings;
    private final Idempotency idempotency;

    DeclarationResource(CurrentActor actor, Declarations declarations, Filings filings, Idempotency idempotency) {
        this.actor = actor;
        this.declarations = declarations;
        this.filings = filings;
        this.idempotency = idempotency;
    }

    static Response answer(Versioned<?> versioned) {
        return Response.ok(versioned.view())
                .tag(Versions.tag(versioned.version()))
                .build();
    }

    @GET
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Page<DeclarationView.SummaryView>> listDeclarations(
            @QueryParam("unitId") @Nullable UUID unitId,
            @QueryParam("officialId") @Nullable UUID officialId,
            @QueryParam("state") @Nullable String state,
            @QueryParam("overdue") boolean overdue,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return declarations.list(
                actor.get(),
                new Declarations.Question(unitId, officialId, state, overdue, cursor, Cursors.limit(limit)));
    }

    @POST
    @RolesAllowed(Role.Name.OFFICIAL)
    public Uni<Response> submitDeclaration(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            Filings.Submission submission) {
        var declarant = actor.get();
        return idempotency.once(
                declarant, "submitDeclaration", key, submission, () -> filings.submit(declarant, ifMatch, submission)
                        .chain(declarations::view)
                        .map(submitted -> Response.created(URI.create("/api/v1/declarations/"
                                        + submitted.view().summary().id()))
                                .tag(Versions.tag(submitted.version()))
                                .entity(submitted.view())
                                .build()));
    }

    @GET
    @Path("/{declarationId}")
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Response> getDeclaration(UUID declarationId) {
        return declarations.get(actor.get(), declarationId).map(DeclarationResource::answer);
    }

    @GET
    @Path("/{declarationId}/changes")
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Response> getDeclarationChanges(UUID declarationId) {
        return declarations.changes(actor.get(), declarationId).map(DeclarationResource::answer);
    }

    @PUT
    @Path("/{declarationId}/endorsement")
    @RolesAllowed(Role.Name.ENDORSER)
    public Uni<Response> endorseDeclaration(
            UUID declarationId, @HeaderParam("If-Match") @Nullable String ifMatch, Declarations.Opinion opinion) {
        return declarations
                .endorse(actor.get(), declarationId, ifMatch, opinion)
                .map(DeclarationResource::answer);
    }

    @PUT
    @Path("/{declarationId}/entry")
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> enterDeclaration(
            UUID declarationId, @HeaderParam("If-Match") @Nullable String ifMatch, Declarations.Entry entry) {
        return declarations.enter(actor.get(), declarationId, ifMatch, entry).map(DeclarationResource::answer);
    }

    @POST
    @Path("/{declarationId}/reveals")
    @RateLimited("reveals")
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Declarations.RevealView> revealDeclarationValue(UUID declarationId, Declarations.RevealInput input) {
        return declarations.reveal(actor.get(), declarationId, input);
    }
}
