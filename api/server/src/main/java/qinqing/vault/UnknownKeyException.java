package qinqing.vault;

/** A value names a key that is not there: it was destroyed, so the value is erased, or it belongs to another store. */
public final class UnknownKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnknownKeyException(KeyPurpose purpose, int id) {
        super("no key " + purpose.code() + "#" + id + ": destroyed, or the keys belong to another installation");
    }
}
