package qinqing.publicity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A board on which the notice has to hang, and why. */
@Entity
@Table(name = "notice_site")
class NoticeSite {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    UUID noticeId;
    UUID siteId;
    String[] reasons;

    @SuppressWarnings("NullAway.Init")
    protected NoticeSite() {}

    NoticeSite(UUID id, Notice notice, Board board, Set<SiteRole> roles) {
        this.id = id;
        this.countyCode = notice.countyCode;
        this.unitId = board.unitId();
        this.noticeId = notice.id;
        this.siteId = board.siteId();
        this.reasons = roles.stream().sorted().map(SiteRole::name).toArray(String[]::new);
    }

    List<SiteRole> roles() {
        return Arrays.stream(reasons).map(SiteRole::valueOf).toList();
    }
}
