package qinqing.linkage;

import java.util.Optional;
import java.util.function.Consumer;

/** Decides whether a declared relative and a beneficiary are one person. Implementations are free of state and thread-safe. */
public interface Linker {

    /** Version of the model, kept with each link so that a hit can be explained later. */
    String model();

    /**
     * Scores one pair. The answer depends on the two records alone.
     *
     * @return empty if nothing speaks for one person
     * @throws IllegalArgumentException if two tokens of one field stand under different keys
     */
    Optional<Link> compare(RelativeRecord relative, BeneficiaryRecord beneficiary);

    /**
     * Compares all with all: what {@link #compare} says of each pair, without visiting each pair. The links come at the
     * end, ordered by relative, row and role, so that the order of the input never shows. Keeps the relatives, their index
     * and the links in memory; the beneficiaries are read once and not kept.
     *
     * @param out is called on the caller's thread
     * @param stop is asked, and {@code progress} told, every {@value #ROWS_BETWEEN_LOOKS} rows
     * @throws IllegalArgumentException if two relatives share an id, or tokens of one field stand under different keys
     */
    LinkResult link(
            Iterable<RelativeRecord> relatives,
            Iterable<BeneficiaryRecord> beneficiaries,
            Consumer<Link> out,
            Cancellation stop,
            Progress progress);

    int ROWS_BETWEEN_LOOKS = 1024;

    /** Asked now and then; true ends the pass. */
    @FunctionalInterface
    interface Cancellation {
        boolean requested();
    }

    /** Told now and then, and once at the end, how many beneficiary records have been compared. */
    @FunctionalInterface
    interface Progress {
        void compared(long rows);
    }
}
