package qinqing.objection;

import java.util.Set;

/** Life of an objection (A10.9, A14.11): screened in three working days, then answered after verification. */
public enum ObjectionStatus {
    RECEIVED("待初审"),
    REJECTED("不予受理"),
    ACCEPTED("已受理"),
    UPHELD("成立"),
    NOT_UPHELD("不成立");

    private final String title;

    ObjectionStatus(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    Set<ObjectionStatus> next() {
        return switch (this) {
            case RECEIVED -> Set.of(ACCEPTED, REJECTED);
            case ACCEPTED -> Set.of(UPHELD, NOT_UPHELD);
            case REJECTED, UPHELD, NOT_UPHELD -> Set.of();
        };
    }

    boolean mayBecome(ObjectionStatus other) {
        return next().contains(other);
    }

    boolean isOpen() {
        return !next().isEmpty();
    }
}
