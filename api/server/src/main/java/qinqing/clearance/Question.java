package qinqing.clearance;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException.FieldError;

/** Whom a payment is for. Prints no personal data. */
sealed interface Question {

    /** The same for two questions about the same payee. */
    String key();

    /** A row of a list. */
    record OfRow(UUID batch, int row) implements Question {
        @Override
        public String key() {
            return "row " + batch + " " + row;
        }
    }

    /**
     * A person by name, ID number or both.
     *
     * @param tokens of the ID number, the present one first; empty without one
     */
    record OfPerson(@Nullable String nameKey, List<byte[]> tokens) implements Question {
        @Override
        public String key() {
            return "person " + (tokens.isEmpty() ? "-" : hex(tokens.getFirst())) + " "
                    + (nameKey == null ? "-" : nameKey);
        }

        @Override
        public String toString() {
            return "a person";
        }
    }

    /**
     * One that says nobody.
     *
     * @param shape whether it breaks the contract (400), not a rule about its content (422)
     */
    record Unreadable(List<FieldError> errors, boolean shape) implements Question {
        @Override
        public String key() {
            return "unreadable";
        }
    }

    static String hex(byte[] token) {
        return HexFormat.of().formatHex(token);
    }
}
