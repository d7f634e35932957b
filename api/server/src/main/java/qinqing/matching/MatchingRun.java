package qinqing.matching;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as it was asked for; its job has the same id and tells how far it is, its counts are written when it is published. */
@Entity
@Table(name = "matching_run")
class MatchingRun {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;

    @Enumerated(EnumType.STRING)
    RunScope scope;

    @Nullable
    UUID subjectId;

    @Enumerated(EnumType.STRING)
    RunTrigger trigger;

    @Nullable
    UUID requestedBy;

    Instant createdAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init")
    protected MatchingRun() {}

    /** @param unitId whose people may see it */
    MatchingRun(
            UUID id,
            String countyCode,
            UUID unitId,
            RunScope scope,
            @Nullable UUID subjectId,
            RunTrigger trigger,
            @Nullable UUID requestedBy,
            Instant createdAt) {
        this.id = id;
        this.countyCode = countyCode;
        this.unitId = unitId;
        this.scope = scope;
        this.subjectId = subjectId;
        this.trigger = trigger;
        this.requestedBy = requestedBy;
        this.createdAt = createdAt;
    }
}
