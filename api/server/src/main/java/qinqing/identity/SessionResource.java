package qinqing.identity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.RateLimited;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.tenant.BeforeSignIn;
import qinqing.token.AccessTokens;
import qinqing.token.CurrentActor;

@Path("/api/v1/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {
    record Login(
            @NotBlank @Size(min = 5, max = 20) String phone,
            @Nullable @Size(max = 200) String password,
            @Nullable @Size(max = 12) String oneTimeCode,
            @Nullable @Pattern(regexp = "\\d{6}") String totp,
            @Nullable UUID assignmentId) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    record Refresh(
            @NotBlank @Size(max = 500) String refreshToken,
            @Nullable UUID assignmentId) {
        @Override
        public String toString() {
            return "Refresh";
        }
    }

    private final Sessions sessions;
    private final CurrentActor actor;
    private final JsonWebToken token;

    SessionResource(Sessions sessions, CurrentActor actor, JsonWebToken token) {
        this.sessions = sessions;
        this.actor = actor;
        this.token = token;
    }

    @POST
    @PermitAll
    @BeforeSignIn
    @RateLimited("login")
    @ResponseStatus(201)
    public Uni<SessionView> createSession(@NotNull @Valid Login login) {
        if (login.password() == null && login.oneTimeCode() == null) {
            throw passwordMissing();
        }
        if (Phone.reasonAgainst(login.phone()).isPresent()) {
            throw new ProblemException(ProblemType.LOGIN_FAILED);
        }
        if (login.password() == null) {
            return sessions.logInByCode(
                            Phone.of(login.phone()),
                            Objects.requireNonNull(login.oneTimeCode()),
                            Optional.ofNullable(login.totp()),
                            Optional.ofNullable(login.assignmentId()))
                    .map(SessionResource::answer);
        }
        var attempt = new Sessions.Attempt(
                Phone.of(login.phone()),
                login.password(),
                Optional.ofNullable(login.totp()),
                Optional.ofNullable(login.assignmentId()));
        return sessions.logIn(attempt).map(SessionResource::answer);
    }

    private static ProblemException passwordMissing() {
        return new ProblemException(
                ProblemType.INVALID_INPUT,
                new Text("请输入密码", "Please enter the password"),
                List.of(new FieldError("/password", new Text("必填", "required"))));
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @BeforeSignIn
    @RateLimited("refresh")
    public Uni<SessionView> refreshSession(@NotNull @Valid Refresh refresh) {
        return RefreshToken.parse(refresh.refreshToken())
                .map(presented -> sessions.refresh(presented, Optional.ofNullable(refresh.assignmentId()))
                        .map(SessionResource::answer))
                .orElseGet(() -> Uni.createFrom().failure(new ProblemException(ProblemType.SESSION_ENDED)));
    }

    @DELETE
    @Path("/current")
    @RolesAllowed({
        Role.Name.CITIZEN,
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Void> deleteCurrentSession() {
        return sessions.logOut(actor.get(), AccessTokens.sessionId(token));
    }

    static SessionView answer(LoginResult result) {
        return switch (result) {
            case LoginResult.LoggedIn(var session) -> session;
            case LoginResult.Refused() -> throw new ProblemException(ProblemType.LOGIN_FAILED);
            case LoginResult.CodeNeeded() -> throw new ProblemException(ProblemType.CODE_NEEDED);
            case LoginResult.Locked(var remaining) -> throw locked(remaining);
            case LoginResult.NoAssignment() ->
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        "此账号目前没有（或没有所选的）岗位，请联系管理员",
                        "This account holds no role, or not the one asked for; please ask the administrator");
            case LoginResult.Ended() -> throw new ProblemException(ProblemType.SESSION_ENDED);
        };
    }

    static void refuseLocked(Duration remaining) {
        throw locked(remaining);
    }

    private static ProblemException locked(Duration remaining) {
        long minutes = remaining.toMinutes() + 1;
        return ProblemException.retryAfter(
                ProblemType.TOO_MANY_REQUESTS,
                remaining.plusSeconds(1),
                new Text(
                        "连续输错次数过多，请 " + minutes + " 分钟后再试，或请管理员重置密码",
                        "Too many wrong attempts, please try again in " + minutes
                                + " minutes or ask the administrator for a reset"));
    }
}
