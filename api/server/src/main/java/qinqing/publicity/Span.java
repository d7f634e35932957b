package qinqing.publicity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which a notice hung on a board, or was suspended.
 *
 * @param to exclusive; null while it lasts
 */
record Span(Instant from, @Nullable Instant to) {
    Span {
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("a span ends after it began");
        }
    }

    boolean isOpen() {
        return to == null;
    }

    boolean covers(Instant start, Instant end) {
        return !from.isAfter(start) && (to == null || !to.isBefore(end));
    }

    boolean touches(Instant start, Instant end) {
        return from.isBefore(end) && (to == null || to.isAfter(start));
    }

    /** The same time in as few spans as possible: what was taken down and put up in the same moment was never away. */
    static List<Span> merged(List<Span> spans) {
        var merged = new ArrayList<Span>();
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || (last.to != null && last.to.isBefore(span.from))) {
                merged.add(span);
            } else if (last.to != null && (span.to == null || span.to.isAfter(last.to))) {
                merged.set(merged.size() - 1, new Span(last.from, span.to));
            }
        }
        return merged;
    }
}
