package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.token.CountyDay;
import qinqing.token.Validity;

/** The administrator's side of accounts: who there is, and in which roles. */
@ApplicationScoped
class Accounts {
    /** Assignments that end in one transaction. */
    private static final int AT_A_TIME = 100;

    /** @param id of an assignment that goes on; empty for a new one */
    record Wanted(
            Optional<UUID> id,
            Role role,
            UUID unitId,
            LocalDate from,
            @Nullable LocalDate to) {
        /** Whoever sees the whole county holds the role there, in whichever unit the desk stands. */
        Wanted placed(UUID county) {
            return role.seesCounty() ? new Wanted(id, role, county, from, to) : this;
        }

        boolean overlaps(Wanted other) {
            return (to == null || !other.from.isAfter(to)) && (other.to == null || !from.isAfter(other.to));
        }
    }

    /** @param phone empty to keep the present one */
    record Description(
            String name,
            Optional<Phone> phone,
            @Nullable UUID officialId,
            @Nullable String federatedSubject,
            List<Wanted> assignments) {
        @Override
        public String toString() {
            return "Description";
        }
    }

    /** What the list may be narrowed to; null where it is not. */
    record Filter(
            @Nullable String name,
            @Nullable UUID unitId,
            @Nullable Role role,
            @Nullable AccountState state) {}

    /** @param version for the ETag */
    record Found(AccountView view, int version) {}

    private static final Set<Role> OF_PEOPLE = Set.of(
            Role.CITIZEN,
            Role.OFFICIAL,
            Role.CLERK,
            Role.ENDORSER,
            Role.VERIFIER,
            Role.INSPECTOR,
            Role.COUNTY_INSPECTOR,
            Role.ADMIN);
    private static final Set<Role> OF_INSPECTION = Set.of(Role.INSPECTOR, Role.COUNTY_INSPECTOR);

    private static final String LIST = """
            select a.id
              from account a
              left join login_failure f on f.phone_token = a.phone_token and f.locked_until > :now
             where (cast(:after as uuid) is null or a.id > cast(:after as uuid))
               and (cast(:name as text) is null or strpos(a.display_name, cast(:name as text)) > 0)
               and (cast(:state as text) is null
                    or case when a.status = 'ACTIVE' and f.phone_token is not null then 'LOCKED' else a.status end
                       = cast(:state as text))
               and ((cast(:unit as uuid) is null and cast(:role as text) is null)
                    or exists (select from assignment g
                                where g.account_id = a.id and g.ended_at is null
                                  and (g.to_day is null or g.to_day >= :today)
                                  and (cast(:unit as uuid) is null or g.unit_id = cast(:unit as uuid))
                                  and (cast(:role as text) is null or g.role = cast(:role as text))))
             order by a.id
            """;

    private final AccountRepository accounts;
    private final AssignmentRepository assignments;
    private final LoginSessionRepository sessions;
    private final LoginFailures failures;
    private final OneTimeCodes codes;
    private final UnitRows units;
    private final Validity validity;
    private final Phones phones;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;
    private final Announcer<AssignmentEnded> ended;

    Accounts(
            AccountRepository accounts,
            AssignmentRepository assignments,
            LoginSessionRepository sessions,
            LoginFailures failures,
            OneTimeCodes codes,
            UnitRows units,
            Validity validity,
            Phones phones,
            Audit audit,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode,
            @Any Instance<Listener<AssignmentEnded>> ended) {
        this.accounts = accounts;
        this.assignments = assignments;
        this.sessions = sessions;
        this.failures = failures;
        this.codes = codes;
        this.units = units;
        this.validity = validity;
        this.phones = phones;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
        this.ended = new Announcer<>(ended);
    }

    Uni<List<AccountView>> list(Filter filter, @Nullable UUID after, int rows) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(LIST, UUID.class)
                        .setParameter("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .setParameter("after", text(after))
                        .setParameter("name", filter.name())
                        .setParameter("state", text(filter.state()))
                        .setParameter("unit", text(filter.unitId()))
                        .setParameter("role", text(filter.role()))
                        .setParameter("today", CountyDay.today(clock))
                        .setMaxResults(rows)
                        .getResultList())
                .chain(found -> accounts.list("id in ?1 order by id", found))
                .chain(this::shown)
                .map(found -> found.stream().map(Found::view).toList()));
    }

    Uni<Found> get(UUID id) {
        return Panache.withSession(
                () -> accounts.findById(id).map(Accounts::existing).chain(this::shown));
    }

    /** Inside the caller's transaction. */
    Uni<AccountView.Created> create(Actor admin, Description description) {
        var id = ids.timeOrdered();
        var phone = description.phone().orElseThrow();
        requireNobodyInBoth(description.assignments());
        var account = new Account(
                id, countyCode, description.name(), phones.token(phone), phones.seal(phone, id), clock.instant());
        account.officialId = description.officialId();
        account.federatedSubject = description.federatedSubject();
        return requirePhoneFree(phone, id)
                .chain(() -> units.requireActive(unitsOf(description.assignments())))
                .chain(() -> accounts.persist(account))
                .chain(() -> units.answering(Optional.empty()))
                .chain(county -> assign(account, List.of(), placed(description.assignments(), county)))
                .chain(accounts::flush)
                .chain(() -> codes.issue(id, OneTimeCode.Purpose.INVITATION))
                .chain(code -> audit.record(admin, "createAccount", "account", id)
                        .chain(() -> shown(account))
                        .map(found -> new AccountView.Created(found.view(), code)));
    }

    /** Assignments left out end at once; so do the sessions of an account that is disabled. */
    Uni<Found> update(Actor admin, UUID id, @Nullable String ifMatch, Description description, boolean disabled) {
        return Panache.withTransaction(() -> accounts.findById(id, LockModeType.PESSIMISTIC_WRITE)
                        .map(Accounts::existing)
                        .invoke(account -> {
                            Versions.require(ifMatch, account.version);
                            requireNobodyInBoth(description.assignments());
                            requireNotOneself(admin, id, description, disabled);
                        })
                        .call(() -> units.requireActive(unitsOf(description.assignments())))
                        .call(account -> change(account, description, disabled))
                        .call(account -> units.answering(Optional.empty())
                                .map(county -> placed(description.assignments(), county))
                                .chain(wanted -> assignments
                                        .of(id)
                                        .chain(present -> reassign(account, present, wanted, disabled))))
                        .call(account -> disabled
                                ? sessions.revokeAll(id, null, LoginSession.Ending.ACCOUNT_CHANGED, clock.instant())
                                : Uni.createFrom().voidItem())
                        .call(() -> audit.record(
                                admin, "updateAccount", "account", id, disabled ? "state=DISABLED" : "state=ACTIVE"))
                        .chain(account -> (disabled ? Uni.createFrom().voidItem() : failures.clear(account.phoneToken))
                                .chain(() -> shown(account))))
                .invoke(validity::forget);
    }

    /** A code to hand over in person, inside the caller's transaction; it also ends a lock. */
    Uni<OneTimeCodeView> issueCode(Actor admin, UUID id, OneTimeCode.Purpose purpose) {
        return accounts.findById(id)
                .map(Accounts::existing)
                .invoke(account -> {
                    boolean fits = purpose == OneTimeCode.Purpose.INVITATION
                            ? account.status == AccountStatus.INVITED
                            : account.status == AccountStatus.ACTIVE;
                    if (!fits) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT,
                                "邀请码只用于未激活的账号，重置码只用于已激活的账号",
                                "Invitations are for accounts not active yet, resets for active ones");
                    }
                })
                .call(account -> failures.clear(account.phoneToken))
                .call(() -> audit.record(admin, "issueResetCode", "account", id, "kind=" + purpose))
                .chain(() -> codes.issue(id, purpose));
    }

    private Uni<Void> change(Account account, Description description, boolean disabled) {
        account.displayName = description.name();
        account.officialId = description.officialId();
        account.federatedSubject = description.federatedSubject();
        account.becomeDisabled(disabled);
        return description
                .phone()
                .map(phone -> requirePhoneFree(phone, account.id).invoke(() -> {
                    account.phoneToken = phones.token(phone);
                    account.phoneSealed = phones.seal(phone, account.id);
                }))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> requirePhoneFree(Phone phone, UUID account) {
        return accounts.withPhone(phones.tokens(phone))
                .invoke(holder -> {
                    if (holder != null && !holder.id.equals(account)) {
                        throw new ProblemException(
                                ProblemType.ALREADY_EXISTS, "该手机号已有账号", "This phone has an account already");
                    }
                })
                .replaceWithVoid();
    }

    /** Tells of every assignment nobody acts in any more, once the tables say so. */
    private Uni<Void> reassign(Account account, List<Assignment> present, List<Wanted> wanted, boolean disabled) {
        return assign(account, present, wanted).chain(over -> accounts.flush().chain(() -> {
            var today = CountyDay.today(clock);
            var idle = disabled
                    ? present.stream()
                            .filter(assignment -> !assignment.isOverOn(today))
                            .map(Assignment::ended)
                    : Stream.<AssignmentEnded>empty();
            return announce(Stream.concat(over.stream(), idle).toList());
        }));
    }

    /** Assignments whose last day has passed end for good, and everybody hears of it. */
    @WithTransaction
    Uni<Void> endThoseOver() {
        return assignments
                .over(CountyDay.today(clock), AT_A_TIME)
                .map(over -> over.stream()
                        .map(assignment -> assignment.end(clock.instant()))
                        .toList())
                .call(over -> over.isEmpty() ? Uni.createFrom().voidItem() : accounts.flush())
                .chain(this::announce);
    }

    private Uni<Void> announce(List<AssignmentEnded> over) {
        return Multi.createFrom()
                .iterable(over)
                .onItem()
                .transformToUniAndConcatenate(ended::announce)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** @return the assignments that end by this */
    private Uni<List<AssignmentEnded>> assign(Account account, List<Assignment> present, List<Wanted> wanted) {
        var today = CountyDay.today(clock);
        var open = present.stream()
                .filter(assignment -> !assignment.isOverOn(today))
                .toList();
        var going = new HashMap<Assignment, Wanted>();
        var coming = new ArrayList<Assignment>();
        for (var one : wanted) {
            var same = open.stream()
                    .filter(assignment -> !going.containsKey(assignment) && assignment.isMeantBy(one))
                    .findFirst();
            if (same.isPresent()) {
                going.put(same.get(), one);
            } else if (one.id().isEmpty()) {
                coming.add(
                        new Assignment(ids.timeOrdered(), account.id, one.role(), one.unitId(), one.from(), one.to()));
            } else {
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        "所列岗位不属于该账号或已结束",
                        "An assignment listed is not of this account or over");
            }
        }
        going.forEach(Assignment::goOn);
        var over = Stream.concat(
                        open.stream()
                                .filter(assignment -> !going.containsKey(assignment))
                                .map(gone -> gone.end(clock.instant())),
                        going.keySet().stream()
                                .filter(assignment -> assignment.isOverOn(today))
                                .map(Assignment::ended))
                .toList();
        return (coming.isEmpty() ? Uni.createFrom().voidItem() : assignments.persist(coming)).replaceWith(over);
    }

    /** For roles that begin together and have no end. */
    static boolean mayHoldTogether(Set<Role> roles) {
        return OF_PEOPLE.containsAll(roles)
                && !(roles.contains(Role.CLERK) && roles.stream().anyMatch(OF_INSPECTION::contains));
    }

    /** 纪检组织负责人、纪检干部不得担任工作人员（A6.1）：not at the same time, whatever the units. */
    private static void requireNobodyInBoth(List<Wanted> wanted) {
        for (var one : wanted) {
            if (!OF_PEOPLE.contains(one.role())) {
                throw new ProblemException(ProblemType.RULE_NOT_MET, "此角色不能分配给个人", "This role is not for people");
            }
            for (var other : wanted) {
                if (one.role() == Role.CLERK && OF_INSPECTION.contains(other.role()) && one.overlaps(other)) {
                    throw new ProblemException(
                            ProblemType.RULE_NOT_MET,
                            "纪检干部不得担任平台工作人员（A6.1，方案“责任领导和工作人员”）",
                            "Inspection staff may not be data-entry clerks (A6.1)");
                }
            }
        }
    }

    /** Whoever administers can't lock themselves out by a slip: the county might be left without an administrator. */
    private static void requireNotOneself(Actor admin, UUID id, Description description, boolean disabled) {
        boolean keepsRole = description.assignments().stream()
                .anyMatch(wanted -> wanted.id().equals(Optional.ofNullable(admin.assignmentId())));
        if (admin.accountId().equals(id) && (disabled || !keepsRole)) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT,
                    "不能停用自己的账号或撤销自己的管理员岗位，请由另一位管理员操作",
                    "You can't disable yourself or end your own role; another administrator can");
        }
    }

    private static List<Wanted> placed(List<Wanted> wanted, UUID county) {
        return wanted.stream().map(one -> one.placed(county)).distinct().toList();
    }

    private static Set<UUID> unitsOf(List<Wanted> wanted) {
        return wanted.stream().map(Wanted::unitId).collect(Collectors.toSet());
    }

    private Uni<Found> shown(Account account) {
        return shown(List.of(account)).map(List::getFirst);
    }

    private Uni<List<Found>> shown(List<Account> found) {
        var wanted = found.stream().map(account -> account.id).toList();
        return assignments.shownOn(CountyDay.today(clock), wanted).chain(held -> failures.locked(
                        found.stream().map(account -> account.phoneToken).toList())
                .map(locked -> found.stream()
                        .map(account -> new Found(
                                AccountView.of(
                                        account,
                                        phones.masked(account),
                                        locked.contains(java.nio.ByteBuffer.wrap(account.phoneToken)),
                                        held.getOrDefault(account.id, List.of())),
                                account.version))
                        .toList()));
    }

    private static Account existing(@Nullable Account account) {
        if (account == null) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        return account;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
