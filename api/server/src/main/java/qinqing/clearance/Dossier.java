package qinqing.clearance;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one question, read in one statement and so of one moment.
 *
 * @param programme NOT_KNOWN also when the asker may not know it
 * @param rows the rows of endorsed and other lists that the question is about
 * @param hits what matching found on those rows, apart from hits that no longer hold
 */
record Dossier(ProgrammeKind programme, List<Row> rows, List<Hit> hits) {

    enum ProgrammeKind {
        NOT_KNOWN,
        /** Out of scope (A7.1): nothing is compared. */
        UNIVERSAL,
        ORDINARY
    }

    /**
     * One row of a list.
     *
     * @param endorsed only endorsed rows are compared (A5.5)
     * @param compared by a published run since the endorsement, and with every later declaration that names this person
     */
    record Row(UUID id, boolean endorsed, boolean compared) {}

    /** Signed by two people. */
    enum Finding {
        COMPLIANT,
        NON_COMPLIANT,
        NOT_SAME_PERSON
    }

    /**
     * One hit.
     *
     * @param finding the newest signed one
     * @param open whether it is being verified, for the first time or again
     * @param openUntil by when
     * @param notice the newest notice that was ever displayed
     */
    record Hit(
            UUID id,
            @Nullable Finding finding,
            boolean open,
            @Nullable LocalDate openUntil,
            @Nullable Shown notice,
            List<Doubt> doubts) {

        /** Nobody has signed, or somebody asked again. */
        boolean unverified() {
            return open || finding == null;
        }

        /** Only what was found compliant is shown and then paid; the rest waits for its finding or is not paid. */
        boolean mustBeShown() {
            return finding == Finding.COMPLIANT;
        }

        /** Taken for another person by mistake: says nothing against the payment. */
        boolean dismissed() {
            return finding == Finding.NOT_SAME_PERSON && !open;
        }
    }

    enum NoticeState {
        DISPLAYED,
        SUSPENDED,
        COMPLETED,
        WITHDRAWN,
        RETRACTED
    }

    /** A notice and how long it has hung at every site (A10.2). */
    record Shown(
            String number,
            NoticeState state,
            int fullDays,
            int requiredDays,
            @Nullable LocalDate endsOn) {}

    enum DoubtState {
        RECEIVED,
        ACCEPTED,
        UPHELD
    }

    /** An objection to a notice of this hit that is not settled in favour of the payment. */
    record Doubt(
            String noticeNumber, DoubtState state, @Nullable LocalDate dueOn) {}

    /** Hits that say something. */
    List<Hit> standing() {
        return hits.stream().filter(hit -> !hit.dismissed()).toList();
    }
}
