package qinqing.benefit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Upload;
import qinqing.http.Versions;
import qinqing.intake.BeneficiaryField;
import qinqing.intake.ColumnMapping;
import qinqing.intake.ImportBeneficiaries;
import qinqing.intake.RowErrorSheet;
import qinqing.intake.UploadedLists;
import qinqing.jobs.Job;
import qinqing.jobs.JobTicket;
import qinqing.jobs.JobView;
import qinqing.jobs.Jobs;
import qinqing.jobs.Watched;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.programme.ProgrammeBrief;
import qinqing.programme.Programmes;
import qinqing.unit.Units;

/** 受益人名单: what comes in, what was wrong with it, and the signature of the head of the unit's party organisation (A5.5). */
@ApplicationScoped
public class Batches implements Watched {
    private static final String LIST = "listBeneficiaryBatches";
    private static final String FINDINGS = "listBatchRowErrors";
    private static final String ONE_FILE_ONCE = "one_file_once";

    /** A list with its version. */
    record Seen(BatchView view, int version) {}

    /** What comes with a file. */
    record Form(
            UUID programmeId,
            ListKind listKind,
            @Nullable ColumnMapping mapping,
            @Nullable String lateEntryReason) {}

    private final BatchRepository repository;
    private final Programmes programmes;
    private final UploadedLists uploads;
    private final Jobs jobs;
    private final Units units;
    private final Announcer<BatchEndorsed> endorsed;
    private final Cursors cursors;
    private final Audit audit;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;

    Batches(
            BatchRepository repository,
            Programmes programmes,
            UploadedLists uploads,
            Jobs jobs,
            Units units,
            @Any Instance<Listener<BatchEndorsed>> listeners,
            Cursors cursors,
            Audit audit,
            ObjectMapper json,
            Ids ids,
            Clock clock) {
        this.repository = repository;
        this.programmes = programmes;
        this.uploads = uploads;
        this.jobs = jobs;
        this.units = units;
        this.endorsed = new Announcer<>(listeners);
        this.cursors = cursors;
        this.audit = audit;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @WithSession
    Uni<Page<BatchView>> list(
            Actor actor, BatchRepository.Question question, @Nullable String cursor, int limit, List<Locale> wanted) {
        var key = cursors.read(LIST, cursor, 1);
        var before = key.isEmpty() ? null : UUID.fromString(key.getFirst());
        return repository
                .find(sight(actor), question, before, limit + 1)
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id)))
                .chain(page -> around(page.items())
                        .map(around -> page.map(batch -> view(batch, around, Optional.empty(), "", wanted))));
    }

    /** Names that stand beside lists. */
    private record Around(Map<UUID, String> units, Map<UUID, String> programmes) {}

    private Uni<Around> around(List<BeneficiaryBatch> batches) {
        var unitIds = batches.stream().map(batch -> batch.unitId).collect(Collectors.toSet());
        var programmeIds =
                batches.stream().map(batch -> batch.programmeId).distinct().toList();
        if (batches.isEmpty()) {
            return Uni.createFrom().item(new Around(Map.of(), Map.of()));
        }
        return units.names(unitIds)
                .chain(unitNames -> programmes.titles(programmeIds).map(titles -> new Around(unitNames, titles)));
    }

    /** @throws ProblemException 404, also for a list of others */
    @WithSession
    Uni<Seen> get(Actor actor, UUID id, List<Locale> wanted) {
        return require(actor, id).chain(batch -> seen(batch, wanted));
    }

    private Uni<Seen> seen(BeneficiaryBatch batch, List<Locale> wanted) {
        return around(List.of(batch)).chain(around -> job(batch).chain(job -> signer(batch)
                .map(signer -> new Seen(view(batch, around, job, signer, wanted), batch.version))));
    }

    private Uni<Optional<Job>> job(BeneficiaryBatch batch) {
        return batch.jobId == null ? Uni.createFrom().item(Optional.empty()) : jobs.find(batch.jobId);
    }

    private Uni<String> signer(BeneficiaryBatch batch) {
        return batch.endorsedBy == null ? Uni.createFrom().item("") : repository.nameOfAccount(batch.endorsedBy);
    }

    /**
     * Takes an upload, within the transaction of {@code Idempotency.once}; a job begins to read it after the commit.
     *
     * @throws ProblemException 409 when the same file was handed in for this programme, or the programme is closed
     */
    Uni<Seen> receive(Actor actor, Form form, Upload file, List<Locale> wanted) {
        return programmes
                .brief(form.programmeId())
                .onFailure(ProblemException.class)
                .transform(unknown -> invalid("/programmeId", "没有这个资金或项目", "There is no such programme"))
                .chain(programme -> programmes
                        .requireWithin(actor, programme.unitId(), programme.runningUnitId())
                        .invoke(() -> requireOpen(programme))
                        .chain(unit -> receive(actor, form, file, programme, unit)))
                .chain(batch -> seen(batch, wanted));
    }

    private Uni<BeneficiaryBatch> receive(Actor actor, Form form, Upload file, ProgrammeBrief programme, UUID unit) {
        var batch = BeneficiaryBatch.uploaded(
                file.id(),
                programme,
                unit,
                form.listKind(),
                file,
                uploads.digest(file),
                form.lateEntryReason(),
                actor.accountId(),
                clock.instant());
        if (form.mapping() != null) {
            batch.mapTo(written(checked(form.mapping())), true);
        }
        return repository
                .persistAndFlush(batch)
                .onFailure(Batches::sameFile)
                .transform(twice -> new ProblemException(
                        ProblemType.ALREADY_EXISTS,
                        "同一文件已为本项目上传过",
                        "The same file was uploaded for this programme before"))
                .call(() ->
                        jobs.enqueue(new JobTicket(batch.job(), ImportBeneficiaries.NAME, actor.assignmentId(), unit)))
                .call(() -> audit.record(actor, "createBeneficiaryBatch", "beneficiary_batch", batch.id));
    }

    private static boolean sameFile(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException violation
                            && ONE_FILE_ONCE.equals(violation.getConstraintName())
                    || String.valueOf(cause.getMessage()).contains(ONE_FILE_ONCE)) {
                return true;
            }
        }
        return false;
    }

    static void requireOpen(ProgrammeBrief programme) {
        if (!programme.open()) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT, "资金或项目已关闭，不再接收名单", "The programme is closed and takes no more lists");
        }
    }

    /** Reads the file again under the mapping a person settled. */
    @WithTransaction
    Uni<Seen> map(Actor actor, UUID id, @Nullable String ifMatch, ColumnMapping mapping, List<Locale> wanted) {
        return requireForChange(actor, id, ifMatch)
                .invoke(batch -> {
                    var upload = batch.uploadId;
                    if (upload == null || !uploads.has(upload)) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT, "原文件已不在，请重新上传", "The file is gone, please upload it again");
                    }
                    batch.readAgain(ids.timeOrdered(), written(checked(mapping)));
                })
                .call(batch -> Panache.flush())
                .call(batch -> jobs.enqueue(
                        new JobTicket(batch.job(), ImportBeneficiaries.NAME, actor.assignmentId(), batch.unitId)))
                .call(batch -> audit.record(actor, "putBatchMapping", "beneficiary_batch", id))
                .chain(batch -> seen(batch, wanted));
    }

    /** The same columns as sent, none twice; somebody must be named. */
    private static ColumnMapping checked(ColumnMapping mapping) {
        var indexes =
                mapping.columns().stream().map(ColumnMapping.Column::index).toList();
        if (indexes.stream().distinct().count() < indexes.size()) {
            throw invalid("/columns", "同一列不能对应两次", "A column stands there twice");
        }
        var fields = mapping.columns().stream()
                .map(ColumnMapping.Column::field)
                .filter(field -> field != BeneficiaryField.IGNORED && field != BeneficiaryField.PLACE)
                .toList();
        if (fields.stream().distinct().count() < fields.size()) {
            throw invalid("/columns", "除“村、组”外，一项内容只能对应一列", "But for places, each field has one column");
        }
        if (!mapping.namesSomebody()) {
            throw invalid(
                    "/columns",
                    "须指明姓名、法定代表人、代理人或单位名称所在的列",
                    "Say which column names the person, representative, agent or company");
        }
        return mapping;
    }

    private static ProblemException invalid(String pointer, String zh, String en) {
        return new ProblemException(
                ProblemType.RULE_NOT_MET, new Text(zh, en), List.of(new FieldError(pointer, new Text(zh, en))));
    }

    /** 受益人数据由单位党组织负责人签字后录入（A5.5）；只有签署的名单才比对。 */
    @WithTransaction
    Uni<Seen> endorse(Actor actor, UUID id, @Nullable String ifMatch, EndorsementInput input, List<Locale> wanted) {
        return lockVisible(actor, id)
                .invoke(batch -> requireSigner(actor, batch))
                .invoke(batch -> Versions.require(ifMatch, batch.version))
                .call(batch -> switch (input.decision()) {
                    case APPROVE -> approve(actor, batch, input.opinion());
                    case RETURN -> giveBack(actor, batch, input.reasons());
                })
                .call(batch -> audit.record(
                        actor, "endorseBeneficiaryBatch", "beneficiary_batch", id, "decision=" + input.decision()))
                .chain(batch -> seen(batch, wanted));
    }

    private Uni<Void> approve(Actor actor, BeneficiaryBatch batch, @Nullable String opinion) {
        batch.endorse(actor.accountId(), opinion, clock.instant());
        return Panache.flush()
                .chain(() -> repository.endorseRows(batch.id))
                .chain(() -> endorsed.announce(new BatchEndorsed(batch.id, batch.programmeId, batch.unitId)));
    }

    private Uni<Void> giveBack(Actor actor, BeneficiaryBatch batch, @Nullable String reasons) {
        if (reasons == null || reasons.isBlank()) {
            throw invalid("/reasons", "退回须说明理由", "A return says why");
        }
        batch.giveBack(actor.accountId(), reasons, clock.instant());
        return Panache.flush();
    }

    /** Only the head of the collecting unit's own party organisation signs, nobody above (A5.5). */
    private static void requireSigner(Actor actor, BeneficiaryBatch batch) {
        if (!actor.unitId().equals(batch.unitId)) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED,
                    "名单由填报单位的党组织负责人签署（A5.5）",
                    "The list is signed by the head of its own unit's party organisation (A5.5)");
        }
        if (actor.accountId().equals(batch.createdBy)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "填报人不能签署自己的名单", "Who handed a list in can't sign it");
        }
    }

    /** Stops the reading, or takes a list away that is not endorsed; a job clears its rows. */
    @WithTransaction
    Uni<Void> cancel(Actor actor, UUID id, @Nullable String ifMatch) {
        return requireForChange(actor, id, ifMatch)
                .call(batch -> {
                    boolean reading = batch.status.isReading();
                    batch.cancel();
                    return Panache.flush()
                            .chain(() -> reading && batch.jobId != null
                                    ? jobs.cancel(batch.jobId).replaceWithVoid()
                                    : jobs.enqueue(JobTicket.byHouse(id(batch), ClearCancelledList.NAME)));
                })
                .chain(() -> audit.record(actor, "cancelBeneficiaryBatch", "beneficiary_batch", id));
    }

    /** The list's own job has that id already. */
    private UUID id(BeneficiaryBatch batch) {
        batch.jobId = ids.timeOrdered();
        return batch.jobId;
    }

    @WithSession
    Uni<Page<RowErrorView>> findings(Actor actor, UUID id, @Nullable String cursor, int limit, List<Locale> wanted) {
        var key = cursors.read(FINDINGS, cursor, 3);
        int row = key.isEmpty() ? 0 : Integer.parseInt(key.get(1));
        int position = key.isEmpty() ? -1 : Integer.parseInt(key.get(2));
        return require(actor, id)
                .chain(batch -> repository.findings(batch.id, row, position, limit + 1))
                .map(found -> Page.of(
                                found, limit, last -> cursors.write(FINDINGS, id, last.rowNumber(), last.position()))
                        .map(stored -> stored.view(wanted)));
    }

    /** For the other services and endpoints of this package, within their session. */
    Uni<BeneficiaryBatch> require(Actor actor, UUID id) {
        return requireVisible(actor, id).chain(() -> repository.findById(id));
    }

    /** Locked, since its job writes it too. */
    private Uni<BeneficiaryBatch> requireForChange(Actor actor, UUID id, @Nullable String ifMatch) {
        return lockVisible(actor, id).invoke(batch -> Versions.require(ifMatch, batch.version));
    }

    private Uni<BeneficiaryBatch> lockVisible(Actor actor, UUID id) {
        return requireVisible(actor, id).chain(() -> repository.findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    private Uni<Void> requireVisible(Actor actor, UUID id) {
        return repository
                .isVisible(sight(actor), id)
                .invoke(visible -> {
                    if (!visible) {
                        throw new ProblemException(ProblemType.NOT_FOUND, "没有这份名单", "There is no such list");
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public String parameter() {
        return "batchId";
    }

    /** The job that reads the list. */
    @Override
    @WithSession
    public Uni<UUID> jobOf(Actor actor, UUID id) {
        return require(actor, id).map(batch -> {
            if (batch.jobId == null) {
                throw new ProblemException(
                        ProblemType.NOT_FOUND, "推送的名单没有读取进度", "An open list is not read from a file");
            }
            return batch.jobId;
        });
    }

    /** The file of a list for its row errors; the download is audited, since it shows rows in clear. */
    @WithTransaction
    Uni<RowErrorSheet.File> fileOf(Actor actor, UUID id) {
        return require(actor, id)
                .map(batch -> {
                    if (batch.uploadId == null || batch.status.isReading()) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT,
                                "名单没有可下载的错误行；名单签署后原文件即删除",
                                "The list has no row errors to download; its file is deleted once the list is signed");
                    }
                    return new RowErrorSheet.File(batch.id, batch.uploadId, batch.mapping);
                })
                .call(file -> audit.record(actor, "downloadBatchRowErrors", "beneficiary_batch", id));
    }

    static BatchRepository.Sight sight(Actor actor) {
        return new BatchRepository.Sight(actor.unitId(), actor.seesCounty());
    }

    private BatchView view(
            BeneficiaryBatch batch, Around around, Optional<Job> job, String signer, List<Locale> wanted) {
        var view = job.map(found -> found.view(wanted));
        boolean reading = batch.status.isReading();
        var progress = reading
                ? view.map(found -> found.progress()).orElse(new JobView.ProgressView(0, 0))
                : new JobView.ProgressView(batch.rowsTotal, batch.rowsTotal);
        boolean failed = batch.status == BatchStatus.FAILED;
        return new BatchView(
                batch.id,
                batch.programmeId,
                around.programmes().getOrDefault(batch.programmeId, ""),
                batch.unitId,
                around.units().get(batch.unitId),
                batch.listKind,
                batch.fileName,
                batch.status,
                progress,
                new BatchView.CountsView(
                        batch.rowsTotal, batch.rowsGood, batch.rowsBad, batch.rowsWarned, batch.rowsDuplicate),
                BatchView.money(batch.totalAmount),
                batch.mapping == null ? null : read(batch.mapping),
                endorsement(batch, signer),
                failed ? view.map(found -> found.failure()).orElse(null) : null,
                batch.createdAt,
                view.map(found -> found.startedAt()).orElse(null),
                view.map(found -> found.finishedAt()).orElse(null));
    }

    private static BatchView.@Nullable EndorsementView endorsement(BeneficiaryBatch batch, String signer) {
        if (batch.endorsedBy == null || batch.endorsedAt == null || signer.isEmpty()) {
            return null;
        }
        boolean approved = batch.status == BatchStatus.ENDORSED;
        return new BatchView.EndorsementView(
                approved ? EndorsementInput.Decision.APPROVE : EndorsementInput.Decision.RETURN,
                approved ? batch.opinion : null,
                approved ? null : batch.opinion,
                batch.endorsedBy,
                signer,
                batch.endorsedAt);
    }

    private String written(ColumnMapping mapping) {
        try {
            return json.writeValueAsString(mapping);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ColumnMapping read(String mapping) {
        try {
            return json.readValue(mapping, ColumnMapping.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored mapping can't be read", e);
        }
    }
}
