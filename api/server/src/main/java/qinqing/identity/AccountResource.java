package qinqing.identity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CurrentActor;

@Path("/api/v1/accounts")
class AccountResource {
    private static final String LIST = "listAccounts";

    record AssignmentInput(
            @Nullable UUID id,
            @NotNull Role role,
            @NotNull UUID unitId,
            @NotNull LocalDate from,
            @Nullable LocalDate to) {
        Accounts.Wanted wanted() {
            if (to != null && to.isBefore(from)) {
                var text = new Text("结束日期不能早于开始日期", "An assignment ends after it starts");
                throw new ProblemException(
                        ProblemType.INVALID_INPUT, text, List.of(new FieldError("/assignments", text)));
            }
            return new Accounts.Wanted(Optional.ofNullable(id), role, unitId, from, to);
        }
    }

    record Input(
            @NotBlank @Size(max = 50) String name,
            @NotNull @Size(min = 5, max = 20) String phone,
            @Nullable UUID officialId,
            @Nullable @Size(max = 200) String federatedSubject,
            @NotEmpty @Size(max = 50) List<@NotNull @Valid AssignmentInput> assignments) {
        Accounts.Description description() {
            return AccountResource.description(name, Optional.of(phone), officialId, federatedSubject, assignments);
        }

        @Override
        public String toString() {
            return "Input";
        }
    }

    /** What an administrator may make of an account; LOCKED and INVITED come about by themselves. */
    enum Wish {
        ACTIVE,
        DISABLED
    }

    record Update(
            @NotBlank @Size(max = 50) String name,
            @Nullable @Size(min = 5, max = 20) String phone,
            @Nullable UUID officialId,
            @Nullable @Size(max = 200) String federatedSubject,
            @NotNull Wish state,
            @NotNull @Size(max = 50) List<@NotNull @Valid AssignmentInput> assignments) {
        Accounts.Description description() {
            return AccountResource.description(
                    name, Optional.ofNullable(phone), officialId, federatedSubject, assignments);
        }

        @Override
        public String toString() {
            return "Update";
        }
    }

    record CodeInput(@NotNull OneTimeCode.Purpose kind) {}

    private final Accounts accounts;
    private final CurrentActor actor;
    private final Cursors cursors;
    private final Idempotency idempotency;

    AccountResource(Accounts accounts, CurrentActor actor, Cursors cursors, Idempotency idempotency) {
        this.accounts = accounts;
        this.actor = actor;
        this.cursors = cursors;
        this.idempotency = idempotency;
    }

    @GET
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Page<AccountView>> listAccounts(
            @QueryParam("q") @Nullable String name,
            @QueryParam("unitId") @Nullable UUID unitId,
            @QueryParam("role") @Nullable Role role,
            @QueryParam("state") @Nullable AccountState state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer asked) {
        int limit = Cursors.limit(asked);
        var after = cursors.read(LIST, cursor, 1);
        return accounts.list(
                        new Accounts.Filter(name, unitId, role, state),
                        after.isEmpty() ? null : UUID.fromString(after.getFirst()),
                        limit + 1)
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id())));
    }

    @POST
    @RolesAllowed(Role.Name.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> createAccount(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Input input) {
        return idempotency.once(
                actor.get(), "createAccount", key, input, () -> accounts.create(actor.get(), input.description())
                        .map(created -> Response.created(URI.create(
                                        "/api/v1/accounts/" + created.account().id()))
                                .tag(Versions.tag(0))
                                .entity(created)
                                .build()));
    }

    @GET
    @Path("/{accountId}")
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> getAccount(UUID accountId) {
        return accounts.get(accountId).map(AccountResource::answer);
    }

    @PUT
    @Path("/{accountId}")
    @RolesAllowed(Role.Name.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> updateAccount(
            UUID accountId, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid Update update) {
        return accounts.update(actor.get(), accountId, ifMatch, update.description(), update.state() == Wish.DISABLED)
                .map(AccountResource::answer);
    }

    @POST
    @Path("/{accountId}/reset-codes")
    @RolesAllowed(Role.Name.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> issueResetCode(
            UUID accountId, @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid CodeInput input) {
        return idempotency.once(actor.get(), "issueResetCode " + accountId, key, input, () -> accounts.issueCode(
                        actor.get(), accountId, input.kind())
                .map(code -> Response.status(201).entity(code).build()));
    }

    private static Accounts.Description description(
            String name,
            Optional<String> phone,
            @Nullable UUID officialId,
            @Nullable String federatedSubject,
            List<AssignmentInput> assignments) {
        if (phone.flatMap(Phone::reasonAgainst).isPresent()) {
            var text = new Text("手机号不正确", "This is no phone number");
            throw new ProblemException(ProblemType.INVALID_INPUT, text, List.of(new FieldError("/phone", text)));
        }
        return new Accounts.Description(
                name.strip(),
                phone.map(Phone::of),
                officialId,
                federatedSubject,
                assignments.stream().map(AssignmentInput::wanted).toList());
    }

    private static Response answer(Accounts.Found found) {
        return Response.ok(found.view()).tag(Versions.tag(found.version())).build();
    }
}
