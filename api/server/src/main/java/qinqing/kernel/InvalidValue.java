package qinqing.kernel;

/** A value broke its own rule. Carries the reason only, never the value, so it may be logged and shown. */
public final class InvalidValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    public InvalidValue(Reason reason) {
        super(reason.name() + ": " + reason.english());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The stable code of the reason. */
    public String code() {
        return reason.name();
    }
}
