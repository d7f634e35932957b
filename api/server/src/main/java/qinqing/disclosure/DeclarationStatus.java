package qinqing.disclosure;

import java.util.Set;

/**
 * Where a version of a declaration stands.
 *
 * <pre>
 * SUBMITTED ─▶ ENDORSED ─▶ ENTERED
 *     └─▶ RETURNED            (each open one ─▶ CLOSED when the official leaves)
 * </pre>
 */
public enum DeclarationStatus {
    SUBMITTED("待签署"),
    RETURNED("已退回"),
    ENDORSED("待录入"),
    ENTERED("已录入"),
    CLOSED("已关闭");

    private final String title;

    DeclarationStatus(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Set<DeclarationStatus> next() {
        return switch (this) {
            case SUBMITTED -> Set.of(RETURNED, ENDORSED, CLOSED);
            case ENDORSED -> Set.of(ENTERED, CLOSED);
            case ENTERED, RETURNED, CLOSED -> Set.of();
        };
    }
}
