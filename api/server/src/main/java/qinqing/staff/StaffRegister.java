package qinqing.staff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.deadline.Deadline;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Cursors;
import qinqing.http.Input;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.kernel.PersonName;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.unit.Units;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Vault;

/** Who leads and who enters data in each unit: one of each (A6.1), registered with Annex 4 (A6.2–A6.4). */
@ApplicationScoped
class StaffRegister {
    private static final String LIST = "listStaff";

    private final StaffRepository repository;
    private final Units units;
    private final Audit audit;
    private final Vault vault;
    private final BlindIndex index;
    private final ObjectMapper json;
    private final Clock clock;
    private final Ids ids;
    private final Cursors cursors;
    private final Announcer<StaffAppointmentEnded> ended;
    private final String countyCode;

    StaffRegister(
            StaffRepository repository,
            Units units,
            Audit audit,
            Vault vault,
            BlindIndex index,
            ObjectMapper json,
            Clock clock,
            Ids ids,
            Cursors cursors,
            @Any Instance<Listener<StaffAppointmentEnded>> listeners,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.repository = repository;
        this.units = units;
        this.audit = audit;
        this.vault = vault;
        this.index = index;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
        this.cursors = cursors;
        this.ended = new Announcer<>(listeners);
        this.countyCode = countyCode;
    }

    /** A photo as it goes out. */
    record Photo(byte[] content, String type) {}

    @WithSession
    Uni<Page<StaffView>> list(Actor actor, UUID unit, @Nullable StaffDuty duty, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 1).stream().map(UUID::fromString).findFirst();
        return visible(actor, unit)
                .chain(() -> repository.list(unit, duty, after.orElse(null), limit + 1))
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id))
                        .map(this::view));
    }

    @WithSession
    Uni<Staff> get(Actor actor, UUID unit, UUID id) {
        return visible(actor, unit).chain(() -> found(unit, id));
    }

    StaffView view(Staff staff) {
        return StaffView.of(staff, form(staff));
    }

    /** Appoints in the present transaction. */
    Uni<Staff> appoint(Actor actor, UUID unit, StaffRequest request) {
        return ownUnit(actor, unit)
                .chain(() -> units.getActive(unit))
                .map(_ -> request.checked(today(), Optional.empty()))
                .call(wanted -> mayServe(wanted))
                .chain(wanted -> persist(unit, wanted))
                .call(staff -> audit.record(actor, "appointStaff", "staff", staff.id, "duty=" + staff.duty));
    }

    @WithTransaction
    Uni<Staff> update(Actor actor, UUID unit, UUID id, @Nullable String ifMatch, StaffRequest request) {
        return editable(actor, unit, id, ifMatch)
                .chain(staff -> Uni.createFrom()
                        .item(request.checked(today(), Optional.of(form(staff))))
                        .invoke(wanted -> sameDuty(staff, wanted))
                        .call(wanted -> mayServe(wanted))
                        .invoke(wanted -> staff.change(
                                wanted,
                                index.token(IndexPurpose.PERSON, wanted.form().idNumber()),
                                seal(staff.id, wanted.form())))
                        .replaceWith(staff))
                .call(() -> repository.flush())
                .call(staff -> audit.record(actor, "updateStaff", "staff", staff.id));
    }

    @WithTransaction
    Uni<Staff> photograph(Actor actor, UUID unit, UUID id, @Nullable String ifMatch, Photo photo) {
        return editable(actor, unit, id, ifMatch)
                .invoke(staff -> staff.show(
                        vault.seal(FieldKind.DOCUMENT, photo.content(), Vault.context(staff.id)), photo.type()))
                .call(() -> repository.flush())
                .call(staff -> audit.record(actor, "putStaffPhoto", "staff", staff.id));
    }

    @WithTransaction
    Uni<Photo> photo(Actor actor, UUID unit, UUID id) {
        return found(unit, id)
                .invoke(staff -> {
                    if (actor.role() != Role.COUNTY_INSPECTOR && !mayEdit(actor, staff)) {
                        throw unknown();
                    }
                })
                .call(staff -> audit.record(actor, "getStaffPhoto", "staff", staff.id))
                .map(staff -> {
                    if (staff.photoSealed == null || staff.photoType == null) {
                        throw new ProblemException(ProblemType.NOT_FOUND, "没有照片", "There is no photo");
                    }
                    return new Photo(
                            vault.open(FieldKind.DOCUMENT, staff.photoSealed, Vault.context(staff.id)),
                            staff.photoType);
                });
    }

    @WithTransaction
    Uni<Staff> pledge(Actor actor, UUID unit, UUID id, @Nullable String ifMatch, String signedName) {
        return found(unit, id)
                .invoke(staff -> {
                    if (!actor.accountId().equals(staff.accountId)) {
                        throw unknown();
                    }
                    Versions.require(ifMatch, staff.version);
                    requireOwnName(staff, signedName);
                    staff.pledge(staff.name, clock.instant());
                })
                .call(() -> repository.flush())
                .call(staff -> audit.record(actor, "signStaffPledge", "staff", staff.id));
    }

    @WithTransaction
    Uni<Staff> decide(Actor actor, UUID unit, UUID id, @Nullable String ifMatch, StaffOpinion opinion) {
        return ownUnit(actor, unit)
                .chain(() -> found(unit, id))
                .invoke(staff -> Versions.require(ifMatch, staff.version))
                .invoke(this::requireComplete)
                .chain(staff -> repository
                        .nameOf(actor.accountId())
                        .invoke(name -> {
                            switch (opinion) {
                                case StaffOpinion.Approve(var text) ->
                                    staff.approve(text, actor.accountId(), name, clock.instant());
                                case StaffOpinion.SendBack(var text, var reasons) ->
                                    staff.sendBack(text, reasons, actor.accountId(), name, clock.instant());
                            }
                        })
                        .replaceWith(staff))
                .call(() -> repository.flush())
                .call(staff -> audit.record(actor, "endorseStaff", "staff", staff.id, "state=" + staff.status));
    }

    @WithTransaction
    Uni<Void> end(Actor actor, UUID unit, UUID id, @Nullable String ifMatch) {
        return ownUnit(actor, unit)
                .chain(() -> found(unit, id))
                .invoke(staff -> Versions.require(ifMatch, staff.version))
                .invoke(staff -> {
                    if (staff.status == Staff.Status.ENDED) {
                        throw unknown();
                    }
                    staff.end(today());
                })
                .call(() -> repository.flush())
                .call(staff -> audit.record(actor, "endStaffAppointment", "staff", staff.id))
                .call(staff ->
                        ended.announce(new StaffAppointmentEnded(staff.id, staff.unitId, staff.duty, staff.accountId)))
                .replaceWithVoid();
    }

    private Uni<Staff> persist(UUID unit, StaffRequest.Wanted wanted) {
        var id = ids.timeOrdered();
        return repository.persistAndFlush(new Staff(
                id,
                countyCode,
                unit,
                wanted,
                index.token(IndexPurpose.PERSON, wanted.form().idNumber()),
                seal(id, wanted.form()),
                clock.instant()));
    }

    /** What was declared elsewhere counts too, not only what the form says of itself (A6.1). */
    private Uni<Void> mayServe(StaffRequest.Wanted wanted) {
        var tokens = index.tokens(IndexPurpose.PERSON, wanted.form().idNumber());
        var account = wanted.account();
        var known = account.isEmpty() ? Uni.createFrom().item(true) : repository.accountExists(account.get());
        return known.chain(exists -> repository
                        .isInspectionStaff(tokens, account.orElse(null), today())
                        .invoke(inspection -> {
                            var input = new Input();
                            if (!exists) {
                                input.refused("/accountId", "没有这个账号", "There is no such account");
                            }
                            if (inspection) {
                                StaffRequest.refuseInspectionStaff(input, "/inspectionStaff");
                            }
                            input.done();
                        }))
                .replaceWithVoid();
    }

    private Uni<Staff> editable(Actor actor, UUID unit, UUID id, @Nullable String ifMatch) {
        return found(unit, id).invoke(staff -> {
            if (!mayEdit(actor, staff)) {
                throw unknown();
            }
            Versions.require(ifMatch, staff.version);
        });
    }

    /** The person themselves, the head of the unit's party organisation, or an administrator. */
    private static boolean mayEdit(Actor actor, Staff staff) {
        return actor.role() == Role.ADMIN
                || (actor.role() == Role.ENDORSER && actor.unitId().equals(staff.unitId))
                || (actor.role() == Role.CLERK && actor.accountId().equals(staff.accountId));
    }

    private Uni<Staff> found(UUID unit, UUID id) {
        return repository.findById(id).invoke(found -> {
            if (found == null || !found.unitId.equals(unit)) {
                throw unknown();
            }
        });
    }

    /** Own unit and below; the county's roles everywhere; a foreign unit is not known. */
    private Uni<Void> visible(Actor actor, UUID unit) {
        return units.find(unit)
                .invoke(node -> {
                    if (node.isEmpty() || (!actor.seesCounty() && !node.get().isWithin(actor.unitId()))) {
                        throw Units.unknown();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> ownUnit(Actor actor, UUID unit) {
        return actor.seesCounty() || actor.unitId().equals(unit)
                ? visible(actor, unit)
                : Uni.createFrom().failure(Units.unknown());
    }

    private static void sameDuty(Staff staff, StaffRequest.Wanted wanted) {
        if (staff.duty != wanted.duty()) {
            var input = new Input();
            input.refused("/duty", "职责不能更改，请结束后重新指定", "The duty can't change; end this and appoint anew");
            input.done();
        }
    }

    private static void requireOwnName(Staff staff, String signedName) {
        if (PersonName.reasonAgainst(signedName).isPresent()
                || !PersonName.of(signedName)
                        .key()
                        .equals(PersonName.of(staff.name).key())) {
            var input = new Input();
            input.refused("/signedName", "须由本人签署本人姓名（A6.4）", "Must be the person's own name (A6.4)");
            input.done();
        }
    }

    private void requireComplete(Staff staff) {
        var input = new Input();
        form(staff)
                .missing()
                .forEach(pointer ->
                        input.refused(pointer, "登记表此项须填写后才能签署意见（A6.3）", "must be filled in before the opinion (A6.3)"));
        input.done();
    }

    private Annex4 form(Staff staff) {
        try {
            return json.readValue(
                    vault.open(FieldKind.DOCUMENT, staff.contentSealed, Vault.context(staff.id)), Annex4.class);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("the form of staff " + staff.id + " can't be read");
        }
    }

    private byte[] seal(UUID id, Annex4 form) {
        try {
            return vault.seal(
                    FieldKind.DOCUMENT,
                    json.writeValueAsString(form).getBytes(StandardCharsets.UTF_8),
                    Vault.context(id));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the form of staff " + id + " can't be written");
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(Deadline.ZONE));
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "没有这份登记表", "There is no such registration");
    }
}
