package qinqing.publicity;

import java.util.Set;

/**
 * Life of a notice.
 *
 * <pre>
 * DRAFT ──▶ DISPLAYED ──▶ COMPLETED
 *   │        │   ▲  │         │
 *   │        ▼   │  │         │     a screened objection suspends, a compliant finding resumes (A10.9)
 *   │     SUSPENDED │ ◀───────┤
 *   ▼        ▼      ▼         ▼
 *   └────▶ WITHDRAWN ─────▶ RETRACTED    a withdrawn one may be published anew, from day 0 (A10.2)
 * </pre>
 */
public enum NoticeStatus {
    DRAFT("拟制中"),
    DISPLAYED("公示中"),
    SUSPENDED("因异议中止"),
    COMPLETED("公示期满"),
    WITHDRAWN("已撤下"),
    RETRACTED("已撤回更正");

    private final String title;

    NoticeStatus(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    Set<NoticeStatus> next() {
        return switch (this) {
            case DRAFT -> Set.of(DISPLAYED, WITHDRAWN);
            case DISPLAYED -> Set.of(SUSPENDED, COMPLETED, WITHDRAWN, RETRACTED);
            case SUSPENDED -> Set.of(DISPLAYED, WITHDRAWN, RETRACTED);
            case COMPLETED -> Set.of(SUSPENDED, WITHDRAWN, RETRACTED);
            case WITHDRAWN -> Set.of(DISPLAYED, RETRACTED);
            case RETRACTED -> Set.of();
        };
    }

    boolean mayBecome(NoticeStatus other) {
        return next().contains(other);
    }

    /** Whether names may be read by the public. */
    public boolean showsContent() {
        return switch (this) {
            case DISPLAYED, SUSPENDED, COMPLETED -> true;
            case DRAFT, WITHDRAWN, RETRACTED -> false;
        };
    }

    /** Whether the matters on it are taken: one matter hangs on one notice. */
    boolean holdsItsMatters() {
        return this == DRAFT || showsContent();
    }
}
