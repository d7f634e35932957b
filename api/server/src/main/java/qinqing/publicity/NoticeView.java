package qinqing.publicity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Deadline;
import qinqing.kernel.Money;
import qinqing.programme.BenefitKind;

/** A notice as staff see it. */
public record NoticeView(
        UUID id,
        String number,
        NoticeForm form,
        BenefitKind benefitKind,
        String title,
        NoticeStatus state,
        UUID unitId,
        String unitName,
        int edition,
        boolean prepared,
        List<StaffRow> rows,
        List<Site> sites,
        Clock clock,
        Hotlines hotlines,
        @Nullable String remark,
        @Nullable List<Finding> privacyFindings,
        long openObjections,
        @Nullable String stateReason,
        @Nullable OffsetDateTime publishedAt,
        OffsetDateTime createdAt) {

    /** One line of Annex 3 (A10.7), nothing more (A22.4). */
    public record Row(
            int sequence,
            String beneficiaryName,
            String beneficiaryRole,
            BenefitKind benefitKind,
            String programmeName,
            @Nullable Money amount,
            String place,
            @Nullable LocalDate startsOn,
            String officialName,
            String officialUnitAndPost,
            String relation,
            @Nullable String note) {
        static Row of(NoticeRow row, BenefitKind kind) {
            return new Row(
                    row.position,
                    row.beneficiaryName,
                    row.beneficiaryRole,
                    kind,
                    row.programmeName,
                    money(row.amount),
                    row.place,
                    row.startedOn,
                    row.officialName,
                    row.officialPost,
                    row.kinshipTitle,
                    row.note);
        }

        private static @Nullable Money money(@Nullable BigDecimal amount) {
            return amount == null ? null : new Money(amount);
        }
    }

    record StaffRow(@JsonUnwrapped Row row, UUID verificationId, UUID matchId) {}

    record Site(UUID siteId, String name, List<SiteRole> roles, String unitName, boolean up, List<Shown> displays) {
        static Site of(NoticeFolder.Place place, int edition) {
            return new Site(
                    place.board().siteId(),
                    place.board().name(),
                    place.site().roles(),
                    place.board().unitName(),
                    place.isUp(edition),
                    place.displays().stream().map(Shown::of).toList());
        }
    }

    record Shown(
            UUID id,
            OffsetDateTime upAt,
            @Nullable OffsetDateTime downAt,
            boolean photo,
            @Nullable String note) {
        static Shown of(NoticeDisplay display) {
            return new Shown(
                    display.id, at(display.upAt), atOrNull(display.downAt), display.photoId != null, display.note);
        }
    }

    public record Clock(
            int requiredDays,
            int countedDays,
            @Nullable OffsetDateTime countingSince,
            @Nullable LocalDate expectedEndOn,
            @Nullable OffsetDateTime completedAt,
            int restarts) {
        static Clock of(DisplayClock clock, int edition) {
            var from = clock.countingFrom();
            return new Clock(
                    clock.requiredDays(),
                    clock.countedDays(),
                    from == null ? null : from.atStartOfDay(Deadline.ZONE).toOffsetDateTime(),
                    clock.expectedEnd(),
                    atOrNull(clock.completedAt()),
                    edition - 1);
        }
    }

    public record Hotlines(List<Line> items) {
        public record Line(String kind, String phone) {}

        static Hotlines of(Notice notice) {
            return new Hotlines(List.of(
                    new Line("INSPECTION_BODY", notice.inspectionHotline), new Line("UNIT", notice.unitHotline)));
        }
    }

    record Finding(String pointer, String detail) {}

    static NoticeView of(NoticeFolder folder, List<Finding> findings, Instant now) {
        var notice = folder.notice();
        return new NoticeView(
                notice.id,
                notice.number,
                notice.form,
                notice.benefitKind,
                notice.title,
                notice.status,
                notice.unitId,
                folder.unitName(),
                notice.edition,
                notice.prepared,
                folder.rows().stream()
                        .map(row -> new StaffRow(Row.of(row, notice.benefitKind), row.verificationId, row.matchId))
                        .toList(),
                folder.places().stream()
                        .map(place -> Site.of(place, notice.edition))
                        .toList(),
                Clock.of(folder.clock(now), notice.edition),
                Hotlines.of(notice),
                notice.remark,
                findings.isEmpty() ? null : findings,
                folder.openObjections(),
                notice.stateReason,
                atOrNull(notice.publishedAt),
                at(notice.createdAt));
    }

    /** County time, with its offset. */
    public static OffsetDateTime at(Instant instant) {
        return instant.atZone(Deadline.ZONE).toOffsetDateTime();
    }

    public static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }
}
