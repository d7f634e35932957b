package qinqing.publicity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.programme.BenefitKind;

/**
 * A notice as anyone may read it: Annex 3 (A10.7) and nothing more (A22.4).
 *
 * @param rows empty once withdrawn, retracted or past its retention (A24.9); then {@code contentDigest} alone tells what it was
 */
public record PublicNoticeView(
        String number,
        NoticeStatus state,
        NoticeForm form,
        UUID unitId,
        String unitName,
        BenefitKind benefitKind,
        String title,
        int edition,
        List<NoticeView.Row> rows,
        List<Site> sites,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        NoticeView.Clock clock,
        NoticeView.Hotlines hotlines,
        @Nullable String remark,
        @Nullable String correction,
        @Nullable Ratings ratings,
        String contentDigest,
        OffsetDateTime publishedAt) {

    /** An average of fewer ratings would tell who gave which. */
    private static final int RATINGS_FOR_AN_AVERAGE = 5;

    public record Site(
            String name,
            String unitName,
            List<SiteRole> roles,
            boolean up,
            @Nullable OffsetDateTime upSince) {}

    public record Ratings(long count, @Nullable Double average) {}

    /** @param goneSince notices completed before that have left the public, but for their number and digest */
    static PublicNoticeView of(NoticeFolder folder, Instant now, Instant goneSince) {
        var notice = folder.notice();
        var clock = folder.clock(now);
        boolean shown =
                notice.status.showsContent() && (notice.completedAt == null || notice.completedAt.isAfter(goneSince));
        return new PublicNoticeView(
                notice.number,
                notice.status,
                notice.form,
                notice.unitId,
                folder.unitName(),
                notice.benefitKind,
                shown ? notice.title : folder.unitName() + "的公示",
                notice.edition,
                shown
                        ? folder.rows().stream()
                                .map(row -> NoticeView.Row.of(row, notice.benefitKind))
                                .toList()
                        : List.of(),
                folder.places().stream()
                        .map(place -> site(place, notice.edition))
                        .toList(),
                clock.countingFrom(),
                clock.expectedEnd(),
                NoticeView.Clock.of(clock, notice.edition),
                NoticeView.Hotlines.of(notice),
                shown ? notice.remark : null,
                notice.correction,
                folder.ratings() == 0
                        ? null
                        : new Ratings(
                                folder.ratings(),
                                folder.ratings() < RATINGS_FOR_AN_AVERAGE
                                        ? null
                                        : Math.round(folder.ratingAverage() * 10) / 10.0),
                HexFormat.of().formatHex(Objects.requireNonNull(notice.contentDigest)),
                NoticeView.at(Objects.requireNonNull(notice.publishedAt)));
    }

    public boolean showsContent() {
        return !rows.isEmpty();
    }

    private static Site site(NoticeFolder.Place place, int edition) {
        var up = place.displays().stream()
                .filter(display -> display.edition == edition && display.isUp())
                .findFirst();
        return new Site(
                place.board().name(),
                place.board().unitName(),
                place.site().roles(),
                up.isPresent(),
                up.map(display -> NoticeView.at(display.upAt)).orElse(null));
    }
}
