package qinqing.inference;

import org.jspecify.annotations.Nullable;
import qinqing.kernel.Sex;

/** One step through a family, from a person to a relative next to them. */
enum Step {
    SPOUSE(null),
    SIBLING(null),
    PARENT(null),
    FATHER(Sex.MALE),
    MOTHER(Sex.FEMALE),
    CHILD(null),
    SON(Sex.MALE),
    DAUGHTER(Sex.FEMALE);

    /** Of the person it leads to; null where the step does not tell. */
    final @Nullable Sex sex;

    Step(@Nullable Sex sex) {
        this.sex = sex;
    }

    boolean goesUp() {
        return this == PARENT || this == FATHER || this == MOTHER;
    }

    boolean goesDown() {
        return this == CHILD || this == SON || this == DAUGHTER;
    }

    /** The same step when it is known whom it leads to. */
    Step to(@Nullable Sex reached) {
        if (reached == null) {
            return this;
        }
        return switch (this) {
            case PARENT, FATHER, MOTHER -> reached == Sex.MALE ? FATHER : MOTHER;
            case CHILD, SON, DAUGHTER -> reached == Sex.MALE ? SON : DAUGHTER;
            case SPOUSE, SIBLING -> this;
        };
    }

    /** The same step when it is not known whom it leads to. */
    Step toAnybody() {
        return switch (this) {
            case PARENT, FATHER, MOTHER -> PARENT;
            case CHILD, SON, DAUGHTER -> CHILD;
            case SPOUSE, SIBLING -> this;
        };
    }
}
