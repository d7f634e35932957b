package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.annex2.Covered;
import qinqing.annex2.Findings;
import qinqing.audit.Audit;
import qinqing.deadline.Deadline;
import qinqing.deadline.Terms;
import qinqing.deadline.WorkingCalendar;
import qinqing.deadline.WorkingCalendars;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.kernel.PersonName;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.tenant.Tenancy;
import qinqing.unit.UnitNode;
import qinqing.unit.Units;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/** The register of officials: who has to report, and for later features who an official is and who answers to whom. */
@ApplicationScoped
public class Officials {
    static final String LIST = "listOfficials";

    private final OfficialRepository repository;
    private final Signers signers;
    private final Units units;
    private final Vault vault;
    private final BlindIndex index;
    private final Cursors cursors;
    private final WorkingCalendars calendars;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    Officials(
            OfficialRepository repository,
            Signers signers,
            Units units,
            Vault vault,
            BlindIndex index,
            Cursors cursors,
            WorkingCalendars calendars,
            Audit audit,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.repository = repository;
        this.signers = signers;
        this.units = units;
        this.vault = vault;
        this.index = index;
        this.cursors = cursors;
        this.calendars = calendars;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    /** Who this is; empty when there is no such official. */
    public Uni<Optional<OfficialBrief>> find(UUID official) {
        return findAll(List.of(official)).map(found -> Optional.ofNullable(found.get(official)));
    }

    /** The known ones of these officials by id. */
    @WithSession
    public Uni<Map<UUID, OfficialBrief>> findAll(Collection<UUID> officials) {
        return Tenancy.asHouse(
                () -> repository.all(officials).chain(found -> unitNames(found).map(names -> found.stream()
                        .map(official -> new OfficialBrief(
                                official.id,
                                official.name,
                                official.unitId,
                                names.getOrDefault(official.unitId, ""),
                                official.post,
                                official.rank,
                                official.status))
                        .collect(Collectors.toMap(OfficialBrief::id, Function.identity())))));
    }

    /** Whether {@code one} answers to {@code other}: led by them, or under them as head of the party organisation. */
    @WithSession
    public Uni<Boolean> isSubordinate(UUID one, UUID other) {
        return Tenancy.asHouse(() -> {
            if (one.equals(other)) {
                return Uni.createFrom().item(false);
            }
            return signers.chainOf(one).chain(chain -> signers.incumbent(other)
                    .map(superior -> new Subordination(chain).isSubordinate(chain.getFirst(), superior)));
        });
    }

    private Uni<Map<UUID, String>> unitNames(Collection<Official> officials) {
        return units.names(officials.stream().map(official -> official.unitId).collect(Collectors.toSet()));
    }

    /** Narrowing of the list as the client asks for it. */
    record Question(
            @Nullable String q,
            @Nullable UUID unitId,
            @Nullable Rank rank,
            @Nullable OfficialStatus state,
            boolean overdue,
            @Nullable String cursor,
            int limit) {}

    @WithSession
    Uni<Page<OfficialView>> list(Actor actor, Question question) {
        var filter = new OfficialRepository.Filter(
                actor.unitId(),
                question.unitId() == null ? "" : question.unitId().toString(),
                question.q() == null || question.q().isBlank() ? "" : key(question.q()),
                question.rank() == null ? "" : question.rank().name(),
                question.state() == null ? "" : question.state().name(),
                question.overdue(),
                today(),
                cursors.read(LIST, question.cursor(), 1).stream().findFirst().orElse(""));
        return repository
                .list(filter, question.limit() + 1)
                .map(found -> Page.of(found, question.limit(), last -> cursors.write(LIST, last.id)))
                .chain(page -> views(page.items()).map(shown -> new Page<>(shown, page.nextCursor())));
    }

    private static String key(String searched) {
        return PersonName.reasonAgainst(searched).isEmpty()
                ? PersonName.of(searched).key()
                : searched;
    }

    @WithSession
    Uni<Versioned<OfficialView>> get(Actor actor, UUID id) {
        return visible(actor, id).chain(this::view);
    }

    /** @throws ProblemException 404 when the actor may not know this official */
    Uni<Official> visible(Actor actor, UUID id) {
        return repository.findById(id).chain(official -> mustSee(actor, official));
    }

    Uni<Official> visibleLocked(Actor actor, UUID id) {
        return repository.lock(id).chain(official -> mustSee(actor, official));
    }

    private Uni<Official> mustSee(Actor actor, @Nullable Official official) {
        if (official == null) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        if (actor.role() == Role.OFFICIAL) {
            if (!official.id.equals(actor.officialId())) {
                throw new ProblemException(ProblemType.NOT_FOUND);
            }
            return Uni.createFrom().item(official);
        }
        return units.isWithin(official.unitId, actor.unitId()).map(within -> {
            if (!within) {
                throw new ProblemException(ProblemType.NOT_FOUND);
            }
            return official;
        });
    }

    /** Registers an official (A1.1–A1.4); to be called in a transaction. */
    Uni<Versioned<OfficialView>> create(Actor actor, RegisterEntry.Input input) {
        var entry = RegisterEntry.of(input, null, today());
        var id = ids.timeOrdered();
        return checked(actor, input.unitId(), entry, id)
                .chain(unit -> {
                    var official = new Official(id, countyCode, unit.id(), entry, seal(entry, id), clock.instant());
                    return Tenancy.asHouseInSession(() -> repository
                                    .find(
                                            "personToken = ?1 and status = ?2",
                                            official.personToken,
                                            OfficialStatus.ACTIVE)
                                    .firstResult())
                            .invoke(known -> {
                                if (known != null) {
                                    throw new ProblemException(
                                            ProblemType.ALREADY_EXISTS,
                                            "该身份证号码已登记",
                                            "This identity number is registered already");
                                }
                            })
                            .chain(() -> repository.persistAndFlush(official));
                })
                .call(official -> audit.record(actor, "createOfficial", "official", official.id))
                .call(official -> signers.reassign(official.id))
                .chain(this::view);
    }

    @WithTransaction
    Uni<Versioned<OfficialView>> update(Actor actor, UUID id, @Nullable String ifMatch, RegisterEntry.Input input) {
        return visibleLocked(actor, id)
                .invoke(official -> Versions.require(ifMatch, official.version))
                .chain(official -> {
                    var entry = RegisterEntry.of(input, official, today());
                    return checked(actor, official.unitId, entry, id)
                            .invoke(() -> official.register(entry, seal(entry, id)))
                            .replaceWith(official);
                })
                .call(repository::flush)
                .call(official -> audit.record(actor, "updateOfficial", "official", official.id))
                .call(official -> signers.reassign(official.id))
                .chain(this::view);
    }

    private SealedPerson seal(RegisterEntry entry, UUID id) {
        return SealedPerson.of(
                vault,
                index,
                id,
                entry.idNumber() == null ? null : entry.idNumber().value(),
                entry.phone() == null ? null : entry.phone().value(),
                null);
    }

    /** The unit must be the clerk's own or below it, the leader a different official in office. */
    private Uni<UnitNode> checked(Actor actor, @Nullable UUID unitId, RegisterEntry entry, UUID self) {
        var findings = new Findings();
        return unit(unitId, actor.unitId(), findings)
                .call(() -> checkLeader(entry.leaderId(), self, findings))
                .map(unit -> {
                    findings.throwIfAny("请改正所列各项", "Please correct the listed fields");
                    return unit.orElseThrow();
                });
    }

    private Uni<Optional<UnitNode>> unit(@Nullable UUID unitId, UUID scope, Findings findings) {
        var found = unitId == null ? Uni.createFrom().item(Optional.<UnitNode>empty()) : units.find(unitId);
        return found.map(unit -> unit.filter(node -> node.active() && node.isWithin(scope)))
                .invoke(unit -> {
                    if (unit.isEmpty()) {
                        findings.add("/unitId", "没有这个单位，或者不在您的管理范围内", "there is no such unit within yours");
                    }
                });
    }

    Uni<Void> checkLeader(@Nullable UUID leader, UUID self, Findings findings) {
        if (leader == null) {
            return Uni.createFrom().voidItem();
        }
        if (leader.equals(self)) {
            findings.add("/leaderInChargeId", "不能由本人分管本人", "nobody is in charge of themselves");
            return Uni.createFrom().voidItem();
        }
        // leaders of villages sit in the township, which the village's clerk does not see otherwise
        return Tenancy.asHouseInSession(() -> repository.findById(leader))
                .invoke(found -> {
                    if (found == null || !found.isActive()) {
                        findings.add("/leaderInChargeId", "没有这名在职的党员干部", "there is no such official in office");
                    }
                })
                .replaceWithVoid();
    }

    Uni<Versioned<OfficialView>> view(Official official) {
        return views(List.of(official)).map(shown -> new Versioned<>(shown.getFirst(), official.version));
    }

    private Uni<List<OfficialView>> views(List<Official> officials) {
        var shown = officials.stream().map(official -> official.id).toList();
        return unitNames(officials).chain(names -> calendars.current().chain(calendar -> repository
                .declarationStates(shown)
                .chain(states -> repository.withDraft(shown).map(Set::copyOf).chain(drafts -> repository
                        .accounts(shown)
                        .map(accounts -> officials.stream()
                                .map(official -> view(
                                        official,
                                        names.getOrDefault(official.unitId, ""),
                                        state(states.get(official.id), drafts.contains(official.id)),
                                        accounts.get(official.id),
                                        calendar))
                                .toList())))));
    }

    private static @Nullable String state(@Nullable String newest, boolean draft) {
        return draft && newest == null ? "DRAFT" : newest;
    }

    private OfficialView view(
            Official official,
            String unitName,
            @Nullable String declarationState,
            @Nullable UUID accountId,
            WorkingCalendar calendar) {
        return new OfficialView(
                official.id,
                official.name,
                official.sex,
                official.politicalStatus,
                masked(Covered.id(vault.open(FieldKind.ID_NUMBER, official.idNumberSealed, official.id))),
                official.phoneSealed == null
                        ? null
                        : Covered.phone(vault.open(FieldKind.PHONE, official.phoneSealed, official.id)),
                official.unitId,
                unitName,
                official.postId,
                official.post,
                official.grade,
                official.rank,
                official.leaderId,
                official.inspectionStaff,
                official.managedAbove,
                accountId,
                official.status,
                official.statusSince,
                declarationState,
                due(official, calendar));
    }

    private static String masked(@Nullable String masked) {
        return masked == null ? "" : masked;
    }

    private OfficialView.@Nullable DueView due(Official official, WorkingCalendar calendar) {
        if (official.reportCause == null || official.reportChangeOn == null) {
            return null;
        }
        var duty = ReportDuty.of(official.reportCause, official.reportChangeOn, Terms.defaults(), calendar);
        return new OfficialView.DueView(duty.dueOn(), duty.why(), "A3.5", duty.isLate(today()));
    }

    /** The thirty days of A3.5, which no county may change, by the county's working calendar. */
    Uni<ReportDuty> duty(AmendmentCause cause, LocalDate changeOn) {
        return calendars.current().map(calendar -> ReportDuty.of(cause, changeOn, Terms.defaults(), calendar));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
    }
}
