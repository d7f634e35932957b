package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.token.CountyDay;
import qinqing.token.Validity;
import qinqing.vault.FieldKind;
import qinqing.vault.Totp;
import qinqing.vault.Vault;

/** What people see and change of their own account. */
@ApplicationScoped
class Me {
    /** @param version of the account */
    record Seen(MeView view, int version) {}

    record Enrolment(String secret, String otpauthUri) {
        @Override
        public String toString() {
            return "Enrolment";
        }
    }

    private final AccountRepository accounts;
    private final AssignmentRepository assignments;
    private final LoginSessionRepository logins;
    private final LoginFailures failures;
    private final Sessions sessions;
    private final CountsUnread messages;
    private final PasswordHashing hashing;
    private final Phones phones;
    private final Validity validity;
    private final Vault vault;
    private final Totp totp;
    private final Audit audit;
    private final Clock clock;
    private final String countyName;

    Me(
            AccountRepository accounts,
            AssignmentRepository assignments,
            LoginSessionRepository logins,
            LoginFailures failures,
            Sessions sessions,
            CountsUnread messages,
            PasswordHashing hashing,
            Phones phones,
            Validity validity,
            Vault vault,
            Totp totp,
            Audit audit,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-name") String countyName) {
        this.accounts = accounts;
        this.assignments = assignments;
        this.logins = logins;
        this.failures = failures;
        this.sessions = sessions;
        this.messages = messages;
        this.hashing = hashing;
        this.phones = phones;
        this.validity = validity;
        this.vault = vault;
        this.totp = totp;
        this.audit = audit;
        this.clock = clock;
        this.countyName = countyName;
    }

    Uni<Seen> of(Actor actor) {
        var today = CountyDay.today(clock);
        return Panache.withSession(() -> accounts.findById(actor.accountId()).chain(account -> assignments
                .shownOn(today, List.of(account.id))
                .chain(shown -> messages.unreadOf(actor)
                        .map(unread -> seen(account, actor, shown.getOrDefault(account.id, List.of()), unread)))));
    }

    private Seen seen(Account account, Actor actor, List<AssignmentView> shown, long unread) {
        var present = shown.stream()
                .filter(held -> held.id().equals(actor.assignmentId()))
                .findFirst()
                .orElseThrow();
        var view = new MeView(
                account.id,
                account.displayName,
                phones.masked(account),
                account.officialId,
                present,
                shown,
                account.totpConfirmed,
                account.mustChangePassword,
                unread);
        return new Seen(view, account.version);
    }

    /** Needs the present password, whose wrong guesses count like those at login; ends every other session. */
    Uni<Void> changePassword(Actor actor, UUID session, String present, String next) {
        return Panache.withSession(() -> accounts.findById(actor.accountId()))
                .chain(account -> failures.lock(account.phoneToken)
                        .invoke(lock -> lock.ifPresent(SessionResource::refuseLocked))
                        .invoke(() -> PasswordRule.check(next, phones.of(account)))
                        .chain(() -> hashing.verify(present, account.passwordHash))
                        .call(right -> right ? Uni.createFrom().voidItem() : failures.count(account.phoneToken))
                        .invoke(right -> {
                            if (!right) {
                                throw new ProblemException(
                                        ProblemType.RULE_NOT_MET, "当前密码不正确", "The present password is wrong");
                            }
                        }))
                .chain(() -> hashing.hash(next))
                .chain(hash -> change(actor, "changeMyPassword", account -> {
                    account.choosePassword(hash);
                    return logins.revokeAll(account.id, session, LoginSession.Ending.PASSWORD_CHANGED, clock.instant())
                            .invoke(validity::forget)
                            .replaceWithVoid();
                }));
    }

    /** A new secret, shown once; the login asks for codes once the first one was right. */
    Uni<Enrolment> enrolTotp(Actor actor) {
        var secret = totp.newSecret();
        var typed = Totp.typed(secret);
        var label =
                URLEncoder.encode("亲清 " + countyName, StandardCharsets.UTF_8).replace("+", "%20");
        return change(actor, "enrolMyTotp", account -> {
                    if (account.totpConfirmed) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT, "已启用动态口令，请先停用", "TOTP is in use already; remove it first");
                    }
                    account.enrolTotp(vault.seal(FieldKind.TOTP_SECRET, secret, Vault.context(account.id)));
                    return Uni.createFrom().voidItem();
                })
                .replaceWith(() ->
                        new Enrolment(typed, "otpauth://totp/%s?secret=%s&issuer=%s".formatted(label, typed, label)));
    }

    Uni<Void> confirmTotp(Actor actor, String code) {
        return change(actor, "confirmMyTotp", account -> {
            requireCode(account, code);
            return Uni.createFrom().voidItem();
        });
    }

    Uni<Void> removeTotp(Actor actor, String code) {
        return change(actor, "deleteMyTotp", account -> {
            requireCode(account, code);
            account.removeTotp();
            return Uni.createFrom().voidItem();
        });
    }

    private void requireCode(Account account, String code) {
        if (account.totpSealed == null) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        if (!sessions.accepts(account, code)) {
            throw new ProblemException(ProblemType.RULE_NOT_MET, "动态口令不正确", "The code is wrong");
        }
    }

    private Uni<Void> change(Actor actor, String operation, Function<Account, Uni<Void>> change) {
        return Panache.withTransaction(() -> accounts.findById(actor.accountId(), LockModeType.PESSIMISTIC_WRITE)
                .chain(change::apply)
                .chain(() -> audit.record(actor, operation, "account", actor.accountId())));
    }
}
