package qinqing.identity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.http.Idempotency;
import qinqing.http.RateLimited;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.tenant.BeforeSignIn;

/** What people do with the code somebody gave them. */
@Path("/api/v1")
@Consumes(MediaType.APPLICATION_JSON)
class OneTimeCodeResource {
    record Redemption(
            @NotBlank @Size(min = 5, max = 20) String phone,
            @NotBlank @Size(max = 20) String code,
            @NotNull @Size(min = 12, max = 200) String newPassword) {
        @Override
        public String toString() {
            return "Redemption";
        }
    }

    record Request(
            @NotBlank @Size(min = 5, max = 20) String phone,
            @NotNull PhoneCodes.Purpose purpose) {
        @Override
        public String toString() {
            return "Request";
        }
    }

    private final OneTimeCodes codes;
    private final PhoneCodes sent;
    private final Idempotency idempotency;

    OneTimeCodeResource(OneTimeCodes codes, PhoneCodes sent, Idempotency idempotency) {
        this.codes = codes;
        this.sent = sent;
        this.idempotency = idempotency;
    }

    @POST
    @Path("/one-time-codes")
    @PermitAll
    @BeforeSignIn
    @RateLimited("codes")
    public Uni<Response> requestOneTimeCode(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Request request) {
        var fault = Phone.reasonAgainst(request.phone());
        if (fault.isPresent() || !Phone.of(request.phone()).isMobile()) {
            var text = new Text("请填写手机号", "A mobile number is needed");
            throw new ProblemException(ProblemType.INVALID_INPUT, text, List.of(new FieldError("/phone", text)));
        }
        return idempotency.once(Actor.ANONYMOUS, "requestOneTimeCode", key, request, () -> sent.send(
                        Phone.of(request.phone()), request.purpose())
                .map(receipt -> Response.accepted(receipt).build()));
    }

    @POST
    @Path("/password-resets")
    @PermitAll
    @BeforeSignIn
    @RateLimited("login")
    public Uni<Void> confirmPasswordReset(@NotNull @Valid Redemption redemption) {
        return redeem(OneTimeCode.Purpose.RESET, redemption);
    }

    @POST
    @Path("/invitation-acceptances")
    @PermitAll
    @BeforeSignIn
    @RateLimited("login")
    public Uni<Void> acceptInvitation(@NotNull @Valid Redemption redemption) {
        return redeem(OneTimeCode.Purpose.INVITATION, redemption);
    }

    private Uni<Void> redeem(OneTimeCode.Purpose purpose, Redemption redemption) {
        if (Phone.reasonAgainst(redemption.phone()).isPresent()) {
            throw OneTimeCodes.wrong();
        }
        return codes.redeem(purpose, Phone.of(redemption.phone()), redemption.code(), redemption.newPassword());
    }
}
