package qinqing.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How hard to try.
 *
 * @param full the figures of the full form instead of the short one
 * @param seed of every random choice; printed, so that a run can be repeated
 * @param kills how many times something is killed, or null for the form's own number
 * @param calls how many calls are made, or null for the form's own number
 */
public record VerifyOptions(
        boolean full,
        long seed,
        @Nullable Integer kills,
        @Nullable Integer calls) {

    /** The form's number, unless the command line names one. */
    public int killsOr(int usual, int inFull) {
        return kills != null ? kills : full ? inFull : usual;
    }

    /** The form's number, unless the command line names one. */
    public int callsOr(int usual, int inFull) {
        return calls != null ? calls : full ? inFull : usual;
    }

    /** @throws IllegalArgumentException when a word is unknown or a number isn't one; the message says which */
    static VerifyOptions parse(List<String> words, long seed) {
        var full = false;
        Integer kills = null;
        Integer calls = null;
        for (var word = words.iterator(); word.hasNext(); ) {
            switch (word.next()) {
                case "--full" -> full = true;
                case "--seed" -> seed = number("--seed", word);
                case "--kills" -> kills = Math.toIntExact(number("--kills", word));
                case "--calls" -> calls = Math.toIntExact(number("--calls", word));
                case String other -> throw new IllegalArgumentException("no such option: " + other);
            }
        }
        return new VerifyOptions(full, seed, kills, calls);
    }

    private static long number(String option, java.util.Iterator<String> words) {
        var value = words.hasNext() ? words.next() : "";
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(option + " needs a whole number");
        }
        return Long.parseLong(value);
    }
}
