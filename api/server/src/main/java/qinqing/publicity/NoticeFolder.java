package qinqing.publicity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A notice with everything that hangs on it, as it was read in one transaction. */
record NoticeFolder(
        Notice notice,
        String unitName,
        List<NoticeRow> rows,
        List<Place> places,
        List<NoticeSuspension> suspensions,
        long openObjections,
        long ratings,
        double ratingAverage) {

    /** One board of the notice with its displays, oldest first. */
    record Place(NoticeSite site, Board board, List<NoticeDisplay> displays) {
        boolean isUp(int edition) {
            return displays.stream().anyMatch(display -> display.edition == edition && display.isUp());
        }
    }

    NoticeFolder {
        rows = rows.stream()
                .sorted(Comparator.comparingInt(row -> row.position))
                .toList();
        places = places.stream()
                .sorted(Comparator.comparing(
                                (Place place) -> place.site().roles().getFirst())
                        .thenComparing(place -> place.board().name()))
                .toList();
    }

    /** The clock of the present edition; what was completed stays as it was counted. */
    DisplayClock clock(Instant now) {
        var completed = notice.completedAt;
        if (completed != null) {
            return new DisplayClock(notice.requiredDays, notice.fullDays, notice.displayFrom, notice.endsOn, completed);
        }
        var boards = places.stream()
                .map(place -> place.displays().stream()
                        .filter(display -> display.edition == notice.edition)
                        .map(NoticeDisplay::span)
                        .toList())
                .toList();
        return DisplayClock.read(
                notice.requiredDays,
                boards,
                suspensions.stream().map(NoticeSuspension::span).toList(),
                now);
    }

    /** With a sheet that has just been hung on one of its boards. */
    NoticeFolder with(Place place, NoticeDisplay hung) {
        var shown = new Place(
                place.site(),
                place.board(),
                Stream.concat(place.displays().stream(), Stream.of(hung)).toList());
        return new NoticeFolder(
                notice,
                unitName,
                rows,
                places.stream().map(one -> one == place ? shown : one).toList(),
                suspensions,
                openObjections,
                ratings,
                ratingAverage);
    }

    List<UUID> matchIds() {
        return rows.stream().map(row -> row.matchId).toList();
    }
}
