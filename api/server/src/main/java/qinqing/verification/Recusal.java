package qinqing.verification;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import qinqing.problem.Text;

/**
 * Who keeps out of a verification (回避): never the official concerned, their kin or their subordinates (A9.1 with decisions:
 * verifier and second signer).
 */
enum Recusal {
    THE_OFFICIAL(
            (who, hit) -> hit.officialId().equals(who.officialId())
                    || hit.personToken().equals(who.personToken()),
            new Text("核查人、复核人不得是当事党员干部本人", "The official concerned can't verify or sign")),
    THE_BENEFICIARY(
            (who, hit) -> who.personToken() != null && who.personToken().equals(hit.beneficiaryToken()),
            new Text("核查人、复核人不得是受益人本人", "The beneficiary can't verify or sign")),
    KIN(Recusal::isKin, new Text("核查人、复核人不得是当事党员干部的亲属", "A relative of the official concerned can't verify or sign")),
    SUBORDINATE(
            Recusal::isSubordinate,
            new Text("核查人、复核人不得是当事党员干部的下属", "A subordinate of the official concerned can't verify or sign"));

    /** Leaders of a unit: whoever serves there below them answers to them, named as their leader or not. */
    private static final Set<String> LEADERS = Set.of("PARTY_HEAD", "INSPECTION_HEAD", "LEADERSHIP_MEMBER");

    private final BiPredicate<Verifier, Concern> rule;
    private final Text because;

    Recusal(BiPredicate<Verifier, Concern> rule, Text because) {
        this.rule = rule;
        this.because = because;
    }

    /** What is told to who must keep out. */
    Text because() {
        return because;
    }

    boolean applies(Verifier who, Concern hit) {
        return rule.test(who, hit);
    }

    /** All reasons, empty when nothing stands against this person. */
    static List<Recusal> reasons(Verifier who, Concern hit) {
        return Arrays.stream(values()).filter(rule -> rule.applies(who, hit)).toList();
    }

    private static boolean isKin(Verifier who, Concern hit) {
        return (who.personToken() != null && hit.kin().contains(who.personToken()))
                || who.kin().contains(hit.personToken())
                || (who.officialId() != null && hit.kinNames().contains(who.nameKey()));
    }

    private static boolean isSubordinate(Verifier who, Concern hit) {
        if (THE_OFFICIAL.applies(who, hit)) {
            return false;
        }
        return who.leaders().contains(hit.officialId())
                || (LEADERS.contains(hit.rank())
                        && who.servesBelow(hit.officialUnit())
                        && (hit.rank().equals("PARTY_HEAD") || !LEADERS.contains(who.rank())));
    }
}
