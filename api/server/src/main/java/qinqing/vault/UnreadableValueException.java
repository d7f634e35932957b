package qinqing.vault;

/** A sealed value was changed, moved to another row or column, or was never sealed here. Carries nothing of it. */
public final class UnreadableValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnreadableValueException(String message) {
        super(message);
    }
}
