package qinqing.disclosure;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException.FieldError;

/** A draft as shown to its declarant: personal values covered, and what still lacks for submission. */
record DraftView(
        UUID id,
        String kind,
        @Nullable Integer basedOnVersion,
        DeclarationView.DeclarantView declarant,
        List<DeclarationView.RelativeView> relatives,
        List<DeclarationView.MatterView> interestMatters,
        @Nullable String returnedFor,
        List<FindingView> missing,
        List<FindingView> warnings,
        String pledgeText,
        Instant updatedAt) {

    /** @param pointer into the draft */
    record FindingView(String pointer, String detail) {
        static List<FindingView> of(List<FieldError> found, List<Locale> wanted) {
            return found.stream()
                    .map(error ->
                            new FindingView(error.pointer(), error.detail().in(wanted)))
                    .toList();
        }
    }

    static DraftView of(
            Filings.Desk desk,
            String unitName,
            List<FieldError> missing,
            List<FieldError> warnings,
            List<Locale> wanted) {
        var official = desk.official();
        return new DraftView(
                official.id,
                desk.amends() ? "AMENDMENT" : "FIRST",
                desk.base().map(version -> version.number).orElse(null),
                DeclarationView.DeclarantView.of(
                        official.id, official.name, unitName, desk.content().declarant()),
                DeclarationView.RelativeView.all(desk.content()),
                DeclarationView.MatterView.all(desk.content()),
                desk.base()
                        .filter(version -> version.status == DeclarationStatus.RETURNED)
                        .map(version -> version.opinion)
                        .orElse(null),
                FindingView.of(missing, wanted),
                FindingView.of(warnings, wanted),
                Filings.PLEDGE,
                desk.savedAt());
    }
}
