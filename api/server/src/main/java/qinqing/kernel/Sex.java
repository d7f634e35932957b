package qinqing.kernel;

import java.util.Optional;

/** 性别，附件2 (A3.1, A3.2). */
public enum Sex {
    MALE("男"),
    FEMALE("女");

    private final String title;

    Sex(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Reads 男, 女, 男性, 女性; anything else is empty. */
    public static Optional<Sex> titled(String printed) {
        return switch (Characters.withoutBlanks(Characters.flat(printed))) {
            case "男", "男性" -> Optional.of(MALE);
            case "女", "女性" -> Optional.of(FEMALE);
            default -> Optional.empty();
        };
    }
}
