package qinqing.disclosure;

import java.util.Arrays;

/** A blind-index token as a key of a map. */
record Token(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Token token && Arrays.equals(bytes, token.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Token";
    }
}
