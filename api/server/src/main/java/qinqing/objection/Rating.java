package qinqing.objection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 一事一评议 (A16.11): what somebody thinks of one matter's publicity. */
public record Rating(int score, LocalDate ratedOn) {

    /**
     * @param deviceToken random, kept on the device; tells a second rating without login from a first
     */
    public record Request(
            @NotNull @Min(1) @Max(5) Integer score,
            @Nullable @Size(max = 500) String comment,
            @Nullable @Size(max = 100) String deviceToken) {
        @Override
        public String toString() {
            return "Rating.Request";
        }
    }

    /** Counts for 1 to 5 and the words, for staff. */
    record Summary(long count, @Nullable Double average, List<Long> scores, List<Comment> comments) {}

    record Comment(int score, String comment, LocalDate ratedOn) {}
}
