package qinqing.vault;

import org.jspecify.annotations.Nullable;

/** The keys can't be used; the message is one sentence for the operator and names what to do. The start must fail. */
public final class KeysUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    KeysUnavailableException(String message) {
        this(message, null);
    }

    KeysUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
