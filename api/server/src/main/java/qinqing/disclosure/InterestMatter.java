package qinqing.disclosure;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.annex2.Annex2;
import qinqing.annex2.MatterKind;

/** 亲属涉权事项 as declared: what a relative got in the official's own sphere (A3.4). */
@Entity
@Table(name = "interest_matter")
class InterestMatter {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    UUID declarationId;
    UUID officialId;

    @Nullable
    UUID previousId;

    UUID relativeId;
    int position;

    @Enumerated(EnumType.STRING)
    MatterKind benefitKind;

    String programmeName;

    @Nullable
    String authority;

    @Nullable
    BigDecimal amount;

    @Nullable
    LocalDate startedOn;

    @Nullable
    LocalDate endedOn;

    @Nullable
    String connection;

    @SuppressWarnings("NullAway.Init")
    protected InterestMatter() {}

    @SuppressWarnings("NullAway.Init")
    InterestMatter(
            UUID id,
            @Nullable UUID previousId,
            Declaration declaration,
            int position,
            UUID relativeId,
            Annex2.Matter read) {
        this.id = id;
        this.previousId = previousId;
        this.countyCode = declaration.countyCode;
        this.unitId = declaration.unitId;
        this.declarationId = declaration.id;
        this.officialId = declaration.officialId;
        this.relativeId = relativeId;
        this.position = position;
        this.benefitKind = Objects.requireNonNull(read.kind());
        this.programmeName = Objects.requireNonNull(read.title());
        this.authority = read.authority();
        this.amount = read.amount() == null ? null : new BigDecimal(read.amount());
        this.startedOn = read.from();
        this.endedOn = read.to();
        this.connection = read.connection();
    }

    Annex2.Matter opened() {
        return new Annex2.Matter(
                id,
                relativeId,
                benefitKind,
                programmeName,
                authority,
                amount == null ? null : amount.toPlainString(),
                startedOn,
                endedOn,
                connection);
    }
}
