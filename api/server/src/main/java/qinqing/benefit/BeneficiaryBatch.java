package qinqing.benefit;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.http.Upload;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.programme.BenefitKind;
import qinqing.programme.ProgrammeBrief;

/** One list: an uploaded file, or the open list of a programme that other systems push rows to. */
@Entity
@Table(name = "beneficiary_batch")
class BeneficiaryBatch {
    enum Source {
        FILE,
        PUSHED
    }

    @Id
    UUID id;

    String countyCode;

    /** Who collected it and endorses it (A5.5). */
    UUID unitId;

    UUID programmeId;

    @Enumerated(EnumType.STRING)
    Source source;

    @Enumerated(EnumType.STRING)
    ListKind listKind;

    @Nullable
    String fileName;

    @Nullable
    String fileFormat;

    byte @Nullable [] contentDigest;

    @Nullable
    UUID uploadId;

    @Nullable
    UUID jobId;

    @Nullable
    String mapping;

    boolean mappingConfirmed;

    @Nullable
    String lateEntryReason;

    @Nullable
    BigDecimal totalAmount;

    @Enumerated(EnumType.STRING)
    BatchStatus status;

    int rowsTotal;
    int rowsGood;
    int rowsWarned;
    int rowsBad;
    int rowsDuplicate;

    @Nullable
    String failure;

    @Nullable
    UUID endorsedBy;

    @Nullable
    Instant endorsedAt;

    @Nullable
    String opinion;

    @Version
    int version;

    UUID createdBy;
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected BeneficiaryBatch() {}

    private BeneficiaryBatch(
            UUID id,
            ProgrammeBrief programme,
            UUID unitId,
            Source source,
            BatchStatus status,
            UUID createdBy,
            Instant now) {
        this.id = id;
        this.countyCode = programme.countyCode();
        this.unitId = unitId;
        this.programmeId = programme.id();
        this.source = source;
        this.listKind = programme.kind() == BenefitKind.FUND ? ListKind.GRANTS : ListKind.CONTRACTS;
        this.status = status;
        this.createdBy = createdBy;
        this.createdAt = now;
    }

    /** A file that came in and waits to be read by the job of the list's own id. */
    static BeneficiaryBatch uploaded(
            UUID id,
            ProgrammeBrief programme,
            UUID unitId,
            ListKind listKind,
            Upload file,
            byte[] digest,
            @Nullable String lateEntryReason,
            UUID createdBy,
            Instant now) {
        var batch = new BeneficiaryBatch(id, programme, unitId, Source.FILE, BatchStatus.RECEIVED, createdBy, now);
        batch.listKind = listKind;
        batch.fileName = file.fileName();
        batch.uploadId = file.id();
        batch.contentDigest = digest;
        batch.lateEntryReason = lateEntryReason;
        batch.jobId = id;
        return batch;
    }

    /** The programme's open list, which takes rows until it is endorsed. */
    static BeneficiaryBatch open(UUID id, ProgrammeBrief programme, UUID createdBy, Instant now) {
        return new BeneficiaryBatch(
                id, programme, programme.collectingUnitId(), Source.PUSHED, BatchStatus.IMPORTED, createdBy, now);
    }

    /** The job that reads the file; an open list has none. */
    UUID job() {
        return java.util.Objects.requireNonNull(jobId);
    }

    void mapTo(String mapping, boolean confirmed) {
        this.mapping = mapping;
        this.mappingConfirmed = confirmed;
    }

    /** Reads the file again from its start, by another job. */
    void readAgain(UUID job, String mapping) {
        go(BatchStatus.RECEIVED);
        this.jobId = job;
        this.failure = null;
        mapTo(mapping, true);
    }

    /** The head of the unit's party organisation signs (A5.5). */
    void endorse(UUID signer, @Nullable String opinion, Instant now) {
        go(BatchStatus.ENDORSED);
        sign(signer, opinion, now);
    }

    void giveBack(UUID signer, String reasons, Instant now) {
        go(BatchStatus.RETURNED);
        sign(signer, reasons, now);
    }

    private void sign(UUID signer, @Nullable String words, Instant now) {
        endorsedBy = signer;
        endorsedAt = now;
        opinion = words;
    }

    void cancel() {
        go(BatchStatus.CANCELLED);
    }

    /** One more row of an open list. */
    void takeRow(boolean warned, boolean duplicate, @Nullable BigDecimal amount) {
        rowsTotal++;
        rowsGood++;
        rowsWarned += warned ? 1 : 0;
        rowsDuplicate += duplicate ? 1 : 0;
        totalAmount =
                (totalAmount == null ? BigDecimal.ZERO : totalAmount).add(amount == null ? BigDecimal.ZERO : amount);
    }

    private void go(BatchStatus next) {
        if (!status.next().contains(next)) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT,
                    switch (status) {
                        case RECEIVED, IMPORTING -> "名单正在读取，请稍后";
                        case MAPPING_NEEDED -> "请先确认列对应关系";
                        case ENDORSED -> "名单已签署，不能再改";
                        case CANCELLED -> "名单已撤销";
                        case RETURNED -> "名单已退回，请改正后重新上传";
                        case FAILED -> "名单未能读取，请重新上传";
                        case IMPORTED -> "名单待签署";
                    },
                    "A list that is " + status + " can't become " + next);
        }
        status = next;
    }
}
