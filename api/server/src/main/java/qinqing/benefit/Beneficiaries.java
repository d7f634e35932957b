package qinqing.benefit;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.deadline.Deadline;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.intake.ReadsRow;
import qinqing.intake.RowFault;
import qinqing.intake.RowFinding;
import qinqing.intake.RowReading;
import qinqing.intake.Villages;
import qinqing.kernel.Ids;
import qinqing.kernel.PrintedName;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.programme.ProgrammeBrief;
import qinqing.programme.Programmes;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/** 受益人、承接人、法定代表人、委托代理人 (A7.1, A7.2), one by one. */
@ApplicationScoped
public class Beneficiaries {
    private static final String LIST = "listBeneficiaries";

    private final BeneficiaryRepository repository;
    private final BatchRepository batches;
    private final Programmes programmes;
    private final Cursors cursors;
    private final Audit audit;
    private final Vault vault;
    private final BlindIndex index;
    private final Ids ids;
    private final Clock clock;
    private final Villages villages;

    Beneficiaries(
            BeneficiaryRepository repository,
            BatchRepository batches,
            Programmes programmes,
            Cursors cursors,
            Audit audit,
            Vault vault,
            BlindIndex index,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.repository = repository;
        this.batches = batches;
        this.programmes = programmes;
        this.cursors = cursors;
        this.audit = audit;
        this.vault = vault;
        this.index = index;
        this.ids = ids;
        this.clock = clock;
        this.villages = Villages.of(countyCode);
    }

    @WithSession
    Uni<Page<BeneficiaryView>> list(
            Actor actor,
            BeneficiaryRepository.Question question,
            @Nullable String cursor,
            int limit,
            List<Locale> wanted) {
        var key = cursors.read(LIST, cursor, 3);
        var after = key.isEmpty()
                ? null
                : new BeneficiaryRepository.After(
                        UUID.fromString(key.get(0)), Integer.parseInt(key.get(1)), UUID.fromString(key.get(2)));
        return repository
                .find(Batches.sight(actor), question, key(question.q()), after, limit + 1)
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.batchId, last.rowNumber, last.id)))
                .chain(page -> repository
                        .warnings(page.items())
                        .map(warnings -> page.map(row -> BeneficiaryView.of(
                                row,
                                warnings.getOrDefault(row.batchId + "/" + row.rowNumber, List.of()),
                                vault,
                                wanted))));
    }

    private static String key(@Nullable String words) {
        return PrintedName.read(words) instanceof PrintedName.Valid valid
                ? valid.name().key()
                : "";
    }

    /** @throws ProblemException 404, also for a row of others; a system sees what it pushed itself */
    @WithSession
    Uni<BeneficiaryView> get(Actor actor, UUID id, List<Locale> wanted) {
        return repository
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(Beneficiaries::unknown)
                .call(row -> actor.role() == Role.SYSTEM ? requireOwn(actor, row) : requireVisible(actor, row))
                .chain(row -> view(row, wanted));
    }

    /** How long a client shows a revealed value. */
    private static final Duration SHOWN_FOR = Duration.ofMinutes(1);

    /**
     * Shows one value in clear; the field and the purpose are audited, never the value.
     *
     * @throws ProblemException 404 for a row of others or a value the list didn't have, 422 for a purpose that is not the role's
     */
    @WithTransaction
    Uni<RevealedValue> reveal(Actor actor, UUID id, RevealInput input) {
        input.check(actor.role());
        return repository
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(Beneficiaries::unknown)
                .call(row -> requireVisible(actor, row))
                .map(row -> new RevealedValue(
                        clear(row, input.field()), clock.instant().plus(SHOWN_FOR)))
                .call(() -> audit.record(
                        actor,
                        "revealBeneficiaryValue",
                        "beneficiary",
                        id,
                        "field=" + input.field() + " purpose=" + input.purpose()));
    }

    private String clear(Beneficiary row, RevealInput.Field field) {
        var sealed =
                switch (field) {
                    case ID_NUMBER -> row.idNumberSealed;
                    case PHONE -> row.phoneSealed;
                    case ADDRESS -> row.addressSealed;
                };
        if (sealed == null) {
            throw unknown();
        }
        var kind =
                switch (field) {
                    case ID_NUMBER -> FieldKind.ID_NUMBER;
                    case PHONE -> FieldKind.PHONE;
                    case ADDRESS -> FieldKind.ADDRESS;
                };
        return vault.open(kind, sealed, row.id);
    }

    private Uni<Void> requireVisible(Actor actor, Beneficiary row) {
        return batches.isVisible(Batches.sight(actor), row.batchId)
                .invoke(visible -> {
                    if (!visible) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireOwn(Actor actor, Beneficiary row) {
        return programmes
                .brief(row.programmeId)
                .chain(programme -> batches.findById(row.batchId).invoke(batch -> {
                    if (!actor.accountId().equals(batch.createdBy)
                            && !actor.accountId().equals(programme.createdBy())) {
                        throw unknown();
                    }
                }))
                .replaceWithVoid();
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "没有这名受益人", "There is no such beneficiary");
    }

    private Uni<BeneficiaryView> view(Beneficiary row, List<Locale> wanted) {
        return repository
                .warnings(List.of(row))
                .map(warnings -> BeneficiaryView.of(
                        row, warnings.getOrDefault(row.batchId + "/" + row.rowNumber, List.of()), vault, wanted))
                .chain(view -> repository.othersOfRow(row).map(view::with));
    }

    /**
     * Adds one beneficiary to the programme's open list, within the transaction of {@code Idempotency.once}. The unit signs that
     * list like any other (A5.5): a system has no party organisation, so what it pushes is compared only after the signature.
     *
     * @throws ProblemException 409 when the programme has this external reference already, 422 with all that is wrong
     */
    Uni<BeneficiaryView> push(Actor actor, BeneficiaryInput input, List<Locale> wanted) {
        var reading = new ReadsRow(BeneficiaryInput.MAPPING, villages, LocalDate.now(clock.withZone(Deadline.ZONE)))
                .read(input.asRow());
        refuse(reading);
        return programmes
                .brief(input.programmeId())
                .onFailure(ProblemException.class)
                .transform(unknown -> wrong("/programmeId", "没有这个资金或项目", "There is no such programme"))
                .invoke(Batches::requireOpen)
                .call(programme -> actor.role() == Role.SYSTEM
                        ? Uni.createFrom().voidItem()
                        : programmes
                                .requireWithin(actor, programme.unitId(), programme.runningUnitId())
                                .replaceWithVoid())
                .call(programme -> repository.takeTurns(programme.id()))
                .call(programme -> refuseTwice(input))
                .chain(programme -> openList(programme, actor))
                .chain(batch -> add(batch, reading))
                .call(row -> audit.record(actor, "createBeneficiary", "beneficiary", row.id))
                .chain(row -> view(row, wanted));
    }

    private static void refuse(RowReading reading) {
        if (!reading.people().isEmpty()) {
            return;
        }
        var errors = reading.findings().stream()
                .filter(finding -> finding.severity() == RowFinding.Severity.ERROR)
                .map(finding ->
                        new FieldError(BeneficiaryInput.pointer(finding.field()), RowFault.sentence(finding.code())))
                .toList();
        if (errors.isEmpty()) {
            throw wrong("/name", "不是受益人的姓名", "This is not a beneficiary's name");
        }
        throw new ProblemException(
                ProblemType.RULE_NOT_MET,
                new Text("请改正所列各项后重新提交", "Please correct the listed fields and submit again"),
                errors);
    }

    private static ProblemException wrong(String pointer, String zh, String en) {
        return new ProblemException(
                ProblemType.RULE_NOT_MET, new Text(zh, en), List.of(new FieldError(pointer, new Text(zh, en))));
    }

    private Uni<Void> refuseTwice(BeneficiaryInput input) {
        var reference = input.externalReference();
        if (reference == null) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .wasPushed(input.programmeId(), reference)
                .invoke(before -> {
                    if (before) {
                        throw new ProblemException(
                                ProblemType.ALREADY_EXISTS,
                                "本项目已有此外部编号",
                                "The programme has this external reference already");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<BeneficiaryBatch> openList(ProgrammeBrief programme, Actor actor) {
        return batches.openList(programme.id())
                .chain(open -> open != null
                        ? Uni.createFrom().item(open)
                        : batches.persistAndFlush(BeneficiaryBatch.open(
                                ids.timeOrdered(), programme, actor.accountId(), clock.instant())));
    }

    /** A company brings up to two people; the first one is answered with and names the other. */
    private Uni<Beneficiary> add(BeneficiaryBatch batch, RowReading reading) {
        int row = batch.rowsTotal + 1;
        var rows = reading.people().stream()
                .map(person -> new Beneficiary(ids.timeOrdered(), batch, row, person, vault, index))
                .toList();
        batch.takeRow(!reading.findings().isEmpty(), false, rows.getFirst().amount);
        return repository
                .persist(rows)
                .chain(() -> repository.flush())
                .chain(() -> addFindings(batch.id, row, reading.findings()))
                .replaceWith(rows.getFirst());
    }

    private Uni<Void> addFindings(UUID batch, int row, List<RowFinding> findings) {
        return Multi.createFrom()
                .iterable(IntStream.range(0, findings.size()).boxed().toList())
                .onItem()
                .transformToUniAndConcatenate(position -> repository.add(batch, row, position, findings.get(position)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
