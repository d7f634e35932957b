package qinqing.publicity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of Annex 3 (A10.7), as it was when the notice was made. */
@Entity
@Table(name = "notice_row")
class NoticeRow {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    UUID noticeId;
    int position;
    UUID matchId;
    UUID verificationId;
    String beneficiaryRole;
    String beneficiaryName;
    String programmeName;

    @Nullable
    BigDecimal amount;

    String place;

    @Nullable
    LocalDate startedOn;

    String officialName;
    String officialPost;
    String kinshipTitle;

    @Nullable
    String note;

    @SuppressWarnings("NullAway.Init")
    protected NoticeRow() {}

    NoticeRow(UUID id, Notice notice, int position, Matter matter, @Nullable String note) {
        this.id = id;
        this.countyCode = notice.countyCode;
        this.unitId = notice.unitId;
        this.noticeId = notice.id;
        this.position = position;
        this.matchId = matter.matchId();
        this.verificationId = matter.verificationId();
        this.beneficiaryRole = matter.beneficiaryRole();
        this.beneficiaryName = matter.beneficiaryName();
        this.programmeName = matter.programmeName();
        this.amount = matter.amount();
        this.place = matter.place();
        this.startedOn = matter.startedOn();
        this.officialName = matter.officialName();
        this.officialPost = matter.officialPost();
        this.kinshipTitle = matter.kinshipTitle();
        this.note = note;
    }
}
