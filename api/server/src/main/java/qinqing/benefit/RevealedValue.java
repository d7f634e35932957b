package qinqing.benefit;

import java.time.Instant;

/** One value in clear, for a moment. */
record RevealedValue(String value, Instant shownUntil) {
    @Override
    public String toString() {
        return "RevealedValue";
    }
}
