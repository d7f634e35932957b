package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.token.Secrets;
import qinqing.token.Validity;

/** Issues one-time codes and takes them back for a password. */
@ApplicationScoped
class OneTimeCodes {
    private final OneTimeCodeRepository codes;
    private final AccountRepository accounts;
    private final LoginSessionRepository sessions;
    private final LoginFailures failures;
    private final PasswordHashing hashing;
    private final Validity validity;
    private final Phones phones;
    private final Secrets secrets;
    private final Audit audit;
    private final Clock clock;

    OneTimeCodes(
            OneTimeCodeRepository codes,
            AccountRepository accounts,
            LoginSessionRepository sessions,
            LoginFailures failures,
            PasswordHashing hashing,
            Validity validity,
            Phones phones,
            Secrets secrets,
            Audit audit,
            Clock clock) {
        this.codes = codes;
        this.accounts = accounts;
        this.sessions = sessions;
        this.failures = failures;
        this.hashing = hashing;
        this.validity = validity;
        this.phones = phones;
        this.secrets = secrets;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new code in place of whatever the account had, inside the caller's transaction. */
    Uni<OneTimeCodeView> issue(UUID account, OneTimeCode.Purpose purpose) {
        return issue(account, purpose, purpose.life());
    }

    Uni<OneTimeCodeView> issue(UUID account, OneTimeCode.Purpose purpose, Duration life) {
        var code = secrets.code();
        var now = clock.instant();
        var fresh = new OneTimeCode(account, Secrets.hashOfCode(code), purpose, now, life);
        return Panache.getSession()
                .chain(session -> session.merge(fresh))
                .map(saved -> new OneTimeCodeView(purpose, code, saved.expiresAt));
    }

    /**
     * Uses a code up for a new password, and ends every session the account has. Wrong ones count like wrong passwords.
     *
     * @throws ProblemException RULE_NOT_MET for a wrong, used or old code and for a weak password; TOO_MANY_REQUESTS
     */
    Uni<Void> redeem(OneTimeCode.Purpose purpose, Phone phone, String code, String password) {
        PasswordRule.check(password, phone);
        var token = phones.token(phone);
        return failures.lock(token)
                .invoke(lock -> lock.ifPresent(SessionResource::refuseLocked))
                .chain(() -> hashing.hash(password))
                .chain(hash -> Panache.withTransaction(() -> accounts.withPhone(phones.tokens(phone))
                        .chain(account -> account == null
                                ? Uni.createFrom().item(false)
                                : redeem(account.id, purpose, Secrets.hashOfCode(code), hash))))
                .chain(right -> right
                        ? failures.clear(token)
                        : failures.count(token).invoke(() -> {
                            throw wrong();
                        }));
    }

    private Uni<Boolean> redeem(UUID accountId, OneTimeCode.Purpose purpose, byte[] codeHash, String passwordHash) {
        return accounts.findById(accountId, LockModeType.PESSIMISTIC_WRITE)
                .chain(account -> codes.findById(accountId).chain(code -> {
                    var good = Optional.ofNullable(code)
                            .filter(kept -> kept.purpose == purpose)
                            .filter(kept -> clock.instant().isBefore(kept.expiresAt))
                            .filter(kept -> MessageDigest.isEqual(kept.codeHash, codeHash));
                    if (account == null || good.isEmpty() || account.status == AccountStatus.DISABLED) {
                        return Uni.createFrom().item(false);
                    }
                    account.choosePassword(passwordHash);
                    return codes.delete("accountId", accountId)
                            .chain(() -> sessions.revokeAll(
                                    accountId, null, LoginSession.Ending.PASSWORD_CHANGED, clock.instant()))
                            .invoke(validity::forget)
                            .chain(() -> audit.record(
                                    Actor.ANONYMOUS,
                                    purpose == OneTimeCode.Purpose.RESET ? "confirmPasswordReset" : "acceptInvitation",
                                    "account",
                                    accountId))
                            .replaceWith(true);
                }));
    }

    static ProblemException wrong() {
        return new ProblemException(
                ProblemType.RULE_NOT_MET,
                "手机号或一次性代码不正确，或代码已过期",
                "Phone or one-time code is wrong, or the code has expired");
    }
}
