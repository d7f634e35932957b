package qinqing.identity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import qinqing.http.RateLimited;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

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

    enum Wish {
        CITIZEN_SIGN_IN,
        PASSWORD_RESET
    }

    record Request(
            @NotBlank @Size(min = 5, max = 20) String phone,
            @NotNull Wish purpose) {
        @Override
        public String toString() {
            return "Request";
        }
    }

    private final OneTimeCodes codes;

    OneTimeCodeResource(OneTimeCodes codes) {
        this.codes = codes;
    }

    @POST
    @Path("/one-time-codes")
    @PermitAll
    @RateLimited("codes")
    public Uni<Void> requestOneTimeCode(@NotNull @Valid Request request) {
        throw noChannel();
    }

    @POST
    @Path("/password-resets")
    @PermitAll
    @RateLimited("login")
    public Uni<Void> confirmPasswordReset(@NotNull @Valid Redemption redemption) {
        return redeem(OneTimeCode.Purpose.RESET, redemption);
    }

    @POST
    @Path("/invitation-acceptances")
    @PermitAll
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

    /** No county has a text message channel yet: codes come from the administrator, on paper. */
    static ProblemException noChannel() {
        return new ProblemException(
                ProblemType.RULE_NOT_MET,
                "本县未开通短信验证码，请向单位管理员领取一次性代码",
                "This county sends no text messages; please ask the administrator for a one-time code");
    }
}
