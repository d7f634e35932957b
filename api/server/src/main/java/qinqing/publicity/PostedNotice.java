package qinqing.publicity;

import java.util.List;
import java.util.UUID;

/** What objections and ratings need to know of a notice. */
public record PostedNotice(
        UUID id, String countyCode, UUID unitId, String number, NoticeStatus status, List<Line> lines) {

    /** One row of Annex 3 and the match it came from; the position counts from 1. */
    public record Line(UUID id, int position, UUID matchId) {}

    static PostedNotice of(NoticeFolder folder) {
        var notice = folder.notice();
        return new PostedNotice(
                notice.id,
                notice.countyCode,
                notice.unitId,
                notice.number,
                notice.status,
                folder.rows().stream()
                        .map(row -> new Line(row.id, row.position, row.matchId))
                        .toList());
    }

    public List<UUID> matchIds() {
        return lines.stream().map(Line::matchId).toList();
    }
}
