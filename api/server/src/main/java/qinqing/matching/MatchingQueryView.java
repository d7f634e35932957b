package qinqing.matching;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A query as it was answered then. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MatchingQueryView(
        UUID id,
        String purpose,
        Instant askedAt,
        List<AnswerView> answers,
        @Nullable Integer quotaLeft) {

    /** No official is named, and nothing tells "no" from "you may not know". */
    public record AnswerView(String reference, Outcome outcome) {}

    /** What a system learns about a person. */
    public enum Outcome {
        NO_RELATIVE_FOUND,
        RELATIVE_FOUND,
        /** There was no valid ID number to ask by. */
        NOT_DETERMINABLE
    }
}
