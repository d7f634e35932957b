package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.identity.LoginSession.Ending;
import qinqing.kernel.Ids;
import qinqing.kernel.Phone;
import qinqing.token.AccessTokens;
import qinqing.token.CountyDay;
import qinqing.token.Secrets;
import qinqing.token.Validity;
import qinqing.vault.FieldKind;
import qinqing.vault.Totp;
import qinqing.vault.Vault;

/** Logging in, staying logged in, and logging out. */
@ApplicationScoped
class Sessions {
    /** @param code of the authenticator, for accounts that ask for one */
    record Attempt(Phone phone, String password, Optional<String> code, Optional<UUID> assignmentId) {
        @Override
        public String toString() {
            return "Attempt";
        }
    }

    private record Known(@Nullable UUID accountId, @Nullable String hash) {}

    private static final PhoneCodes.Purpose SIGN_IN = PhoneCodes.Purpose.CITIZEN_SIGN_IN;

    private final AccountRepository accounts;
    private final AssignmentRepository assignments;
    private final LoginSessionRepository sessions;
    private final PhoneCodes sent;
    private final UnitRows units;
    private final LoginFailures failures;
    private final PasswordHashing hashing;
    private final AccessTokens tokens;
    private final Validity validity;
    private final Audit audit;
    private final Phones phones;
    private final Secrets secrets;
    private final Vault vault;
    private final Totp totp;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;
    private final Duration life;
    private final Duration idle;

    Sessions(
            AccountRepository accounts,
            AssignmentRepository assignments,
            LoginSessionRepository sessions,
            PhoneCodes sent,
            UnitRows units,
            LoginFailures failures,
            PasswordHashing hashing,
            AccessTokens tokens,
            Validity validity,
            Audit audit,
            Phones phones,
            Secrets secrets,
            Vault vault,
            Totp totp,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode,
            @ConfigProperty(name = "qinqing.session.life", defaultValue = "P30D") Duration life,
            @ConfigProperty(name = "qinqing.session.idle", defaultValue = "P7D") Duration idle) {
        this.accounts = accounts;
        this.assignments = assignments;
        this.sessions = sessions;
        this.sent = sent;
        this.units = units;
        this.failures = failures;
        this.hashing = hashing;
        this.tokens = tokens;
        this.validity = validity;
        this.audit = audit;
        this.phones = phones;
        this.secrets = secrets;
        this.vault = vault;
        this.totp = totp;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
        this.life = life;
        this.idle = idle;
    }

    /** Phone and password. The hash is computed between two transactions, so that no connection waits for it. */
    Uni<LoginResult> logIn(Attempt attempt) {
        var token = phones.token(attempt.phone());
        return failures.lock(token)
                .chain(lock -> lock.isPresent()
                        ? Uni.createFrom().item(new LoginResult.Locked(lock.get()))
                        : judge(attempt).call(result -> remember(result, token)));
    }

    /** Phone and the code that was sent there: a citizen, whose account comes about with the first login. */
    Uni<LoginResult> logInByCode(Phone phone, String code, Optional<String> totp, Optional<UUID> wanted) {
        var token = phones.token(phone);
        return failures.lock(token)
                .chain(lock -> lock.isPresent()
                        ? Uni.createFrom().item(new LoginResult.Locked(lock.get()))
                        : Panache.withTransaction(() -> sent.isRight(phone, SIGN_IN, code)
                                        .chain(right -> right
                                                ? admitCitizen(phone, totp, wanted)
                                                : Uni.createFrom().<LoginResult>item(new LoginResult.Refused())))
                                .call(result -> remember(result, token)));
    }

    private Uni<LoginResult> admitCitizen(Phone phone, Optional<String> totp, Optional<UUID> wanted) {
        return accounts.withPhone(phones.tokens(phone))
                .chain(known ->
                        known == null ? newCitizen(phone) : Uni.createFrom().item(known))
                .chain(account -> assignments.heldOn(today(), account.id).chain(held -> {
                    if (!PhoneCodes.isCitizenOnly(held)) {
                        return Uni.createFrom().<LoginResult>item(new LoginResult.Refused());
                    }
                    account.cameAsCitizen();
                    return admit(account.id, totp, wanted, true);
                }))
                .call(result -> result instanceof LoginResult.LoggedIn
                        ? sent.usedUp(phone, SIGN_IN)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Account> newCitizen(Phone phone) {
        var id = ids.timeOrdered();
        var account = new Account(id, countyCode, "居民", phones.token(phone), phones.seal(phone, id), clock.instant());
        account.cameAsCitizen();
        return accounts.persistAndFlush(account)
                .chain(() -> units.answering(Optional.empty()))
                .chain(county -> assignments.persistAndFlush(
                        new Assignment(ids.timeOrdered(), id, Role.CITIZEN, county, today(), null)))
                .call(() -> audit.record(Actor.ANONYMOUS, "createSession", "account", id, "created=CITIZEN"))
                .replaceWith(account);
    }

    /** For whom the county's own identity provider vouches; a second factor is that provider's business. */
    Uni<LoginResult> logInAs(CountyIdentityProvider.Subject subject, Optional<UUID> wanted) {
        return Panache.withTransaction(() -> bound(subject)
                .chain(account -> account == null || !account.isActive()
                        ? Uni.createFrom().item(new LoginResult.Refused())
                        : open(account, wanted, false)));
    }

    private Uni<@Nullable Account> bound(CountyIdentityProvider.Subject subject) {
        if (!subject.isPhone()) {
            return accounts.find("federatedSubject", subject.text()).firstResult();
        }
        return Phone.reasonAgainst(subject.text()).isPresent()
                ? Uni.createFrom().nullItem()
                : accounts.withPhone(phones.tokens(Phone.of(subject.text())));
    }

    private Uni<LoginResult> judge(Attempt attempt) {
        return known(attempt.phone())
                .chain(known -> hashing.verify(attempt.password(), known.hash()).chain(right -> {
                    var account = known.accountId();
                    return right && account != null
                            ? Panache.withTransaction(
                                    () -> admit(account, attempt.code(), attempt.assignmentId(), false))
                            : refuse(account);
                }));
    }

    private Uni<LoginResult> refuse(@Nullable UUID account) {
        var refused = new LoginResult.Refused();
        return account == null
                ? Uni.createFrom().item(refused)
                : Panache.withTransaction(() -> refusal(account, "PASSWORD")).replaceWith(refused);
    }

    private Uni<Known> known(Phone phone) {
        return Panache.withSession(() -> accounts.withPhone(phones.tokens(phone)))
                .map(account -> account == null || !account.isActive()
                        ? new Known(null, null)
                        : new Known(account.id, account.passwordHash));
    }

    private Uni<Void> remember(LoginResult result, byte[] phoneToken) {
        return switch (result) {
            case LoginResult.Refused() -> failures.count(phoneToken);
            case LoginResult.LoggedIn ok -> failures.clear(phoneToken);
            case LoginResult.CodeNeeded(), LoginResult.NoAssignment(), LoginResult.Ended() ->
                Uni.createFrom().voidItem();
            case LoginResult.Locked locked -> Uni.createFrom().voidItem();
        };
    }

    private Uni<LoginResult> admit(UUID accountId, Optional<String> totpCode, Optional<UUID> wanted, boolean byCode) {
        return accounts.findById(accountId, LockModeType.PESSIMISTIC_WRITE).chain(account -> {
            if (account == null || !account.isActive()) {
                return Uni.createFrom().item(new LoginResult.Refused());
            }
            if (account.asksForCode()) {
                if (totpCode.isEmpty()) {
                    return Uni.createFrom().item(new LoginResult.CodeNeeded());
                }
                if (!accepts(account, totpCode.get())) {
                    return refusal(account.id, "CODE").replaceWith(new LoginResult.Refused());
                }
            }
            return open(account, wanted, byCode);
        });
    }

    /** Whether the code is right; it is used up by that. */
    boolean accepts(Account account, String code) {
        if (account.totpSealed == null) {
            return false;
        }
        var secret = vault.open(FieldKind.TOTP_SECRET, account.totpSealed, Vault.context(account.id));
        var step = totp.verify(secret, code, clock.instant(), account.totpLastStep);
        step.ifPresent(account::codeUsed);
        return step.isPresent();
    }

    private LocalDate today() {
        return CountyDay.today(clock);
    }

    /** A new session for someone whose identity is established, inside the caller's transaction. */
    private Uni<LoginResult> open(Account account, Optional<UUID> wanted, boolean byCode) {
        return held(account, byCode).chain(held -> choose(held, wanted, account.lastAssignmentId)
                .map(assignment -> {
                    var refresh = RefreshToken.first(ids.random(), secrets);
                    var session = new LoginSession(refresh, account.id, assignment.id, byCode, clock.instant(), life);
                    account.signedIn(assignment.id, clock.instant());
                    return sessions.persist(session)
                            .chain(() -> loggedIn(account, assignment, session, refresh, "createSession"));
                })
                .orElseGet(() -> Uni.createFrom().item(new LoginResult.NoAssignment())));
    }

    /**
     * Swaps a refresh token for the next one. An old token of the family ends the session for whoever holds the present
     * one too (S17).
     *
     * @param wanted the assignment to go on in; the same one when empty
     */
    Uni<LoginResult> refresh(RefreshToken token, Optional<UUID> wanted) {
        return Panache.withTransaction(() -> sessions.findById(token.sessionId(), LockModeType.PESSIMISTIC_WRITE)
                .chain(session -> {
                    if (session == null) {
                        return ended();
                    }
                    return switch (session.weigh(token, clock.instant(), idle)) {
                        case WORTHLESS -> ended();
                        case REUSED -> {
                            session.revoke(Ending.TOKEN_REUSED, clock.instant());
                            validity.forget();
                            yield refusal(session.accountId, "TOKEN_REUSED").chain(Sessions::ended);
                        }
                        case PRESENT -> goOn(session, token, wanted);
                    };
                }));
    }

    private Uni<LoginResult> goOn(LoginSession session, RefreshToken token, Optional<UUID> wanted) {
        return accounts.findById(session.accountId).chain(account -> {
            if (account == null || !account.isActive()) {
                return ended();
            }
            return held(account, session.byCode).chain(held -> choose(held, wanted, session.assignmentId)
                    .map(assignment -> {
                        var next = token.next(secrets);
                        session.rotate(next, assignment.id, clock.instant());
                        account.lastAssignmentId = assignment.id;
                        return loggedIn(account, assignment, session, next, "refreshSession");
                    })
                    .orElseGet(() -> Uni.createFrom().item(new LoginResult.NoAssignment())));
        });
    }

    Uni<Void> logOut(Actor actor, UUID sessionId) {
        return Panache.withTransaction(() -> sessions.findById(sessionId)
                        .invoke(session -> {
                            if (session != null) {
                                session.revoke(Ending.LOGOUT, clock.instant());
                            }
                        })
                        .chain(() -> audit.record(actor, "deleteCurrentSession", "login_session", sessionId)))
                .invoke(validity::forget);
    }

    private Uni<LoginResult> loggedIn(
            Account account, Assignment assignment, LoginSession session, RefreshToken refresh, String operation) {
        var actor =
                new Actor(account.id, assignment.id, assignment.role, assignment.unitId, account.officialId, Set.of());
        var access = tokens.issue(actor, session.id, account.mustChangePassword);
        return audit.record(actor, operation, "login_session", session.id)
                .chain(() -> assignments.shownOn(today(), List.of(account.id)))
                .map(shown -> new LoginResult.LoggedIn(SessionView.of(
                        access,
                        clock.instant().plus(AccessTokens.LIFE),
                        refresh,
                        session.refreshableUntil(idle),
                        assignment.id,
                        shown.getOrDefault(account.id, List.of()),
                        account.mustChangePassword)));
    }

    private Uni<List<Assignment>> held(Account account, boolean byCode) {
        return assignments
                .heldOn(today(), account.id)
                .map(held -> byCode
                        ? held.stream()
                                .filter(assignment -> assignment.role == Role.CITIZEN)
                                .toList()
                        : held);
    }

    /** The one asked for and no other; else the one used last, or the oldest. */
    private static Optional<Assignment> choose(List<Assignment> held, Optional<UUID> wanted, @Nullable UUID last) {
        return wanted.isPresent()
                ? held.stream()
                        .filter(assignment -> assignment.id.equals(wanted.get()))
                        .findFirst()
                : held.stream()
                        .filter(assignment -> assignment.id.equals(last))
                        .findFirst()
                        .or(() -> held.stream().findFirst());
    }

    /** A refusal of someone we know is worth an entry; of unknown phones there is only a count. */
    private Uni<Void> refusal(UUID accountId, String because) {
        return audit.record(Actor.ANONYMOUS, "createSession", "account", accountId, "refused=" + because);
    }

    private static Uni<LoginResult> ended() {
        return Uni.createFrom().item(new LoginResult.Ended());
    }
}
