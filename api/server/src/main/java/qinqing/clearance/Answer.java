package qinqing.clearance;

import java.util.List;
import java.util.UUID;
import qinqing.clearance.Dossier.ProgrammeKind;

/**
 * The answer to one question.
 *
 * @param reasons every one; empty exactly when it is granted
 * @param rows what a grant rests on
 */
record Answer(Grounds grounds, List<Reason> reasons, List<UUID> rows) {
    Answer {
        if ((grounds == Grounds.WITHHELD) == reasons.isEmpty()) {
            throw new IllegalArgumentException("what is withheld has a reason, what is granted has none");
        }
    }

    /** A10.9: granted only when no rule speaks against it. */
    static Answer to(Dossier dossier) {
        if (dossier.programme() == ProgrammeKind.UNIVERSAL) {
            return new Answer(Grounds.UNIVERSAL, List.of(), List.of());
        }
        var reasons = ClearanceRule.reasons(ClearanceRule.ALL, dossier);
        if (!reasons.isEmpty()) {
            return withheld(reasons);
        }
        var grounds = dossier.hits().isEmpty() ? Grounds.NO_RELATIVE_FOUND : Grounds.ALL_CLEARED;
        return new Answer(
                grounds, List.of(), dossier.rows().stream().map(Dossier.Row::id).toList());
    }

    static Answer withheld(List<Reason> reasons) {
        return new Answer(Grounds.WITHHELD, reasons, List.of());
    }
}
