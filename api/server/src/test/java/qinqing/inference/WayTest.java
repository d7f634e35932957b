package qinqing.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static qinqing.kernel.Kinship.*;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;

class WayTest {

    @ParameterizedTest
    @CsvSource({
        "MALE, SPOUSE, FEMALE, CHILD, MALE, CHILD",
        "MALE, SPOUSE, FEMALE, OWN_PARENT, MALE, SPOUSE_PARENT",
        "FEMALE, OWN_SIBLING, MALE, OWN_PARENT, MALE, OWN_PARENT",
        "FEMALE, OWN_SIBLING, MALE, SPOUSE, FEMALE, OWN_SIBLING_SPOUSE",
        "MALE, OWN_PARENT, MALE, OWN_PARENT, FEMALE, OWN_PATERNAL_GRANDPARENT",
        "MALE, OWN_PARENT, FEMALE, OWN_PARENT, FEMALE, OWN_MATERNAL_GRANDPARENT",
        "MALE, OWN_PARENT, MALE, SPOUSE, FEMALE, OWN_PARENT",
        "MALE, OWN_PARENT, MALE, CHILD, FEMALE, OWN_SIBLING",
        "FEMALE, CHILD, MALE, CHILD, MALE, GRANDCHILD_BY_SON",
        "FEMALE, CHILD, FEMALE, CHILD, MALE, GRANDCHILD_BY_DAUGHTER",
        "MALE, CHILD_SPOUSE, MALE, CHILD, FEMALE, GRANDCHILD_BY_DAUGHTER",
        "MALE, CHILD, FEMALE, OWN_PARENT, FEMALE, SPOUSE",
        "MALE, SPOUSE_SIBLING, MALE, SPOUSE, FEMALE, SPOUSE_SIBLING_SPOUSE",
        "MALE, SPOUSE_PARENT, FEMALE, OWN_PARENT, MALE, SPOUSE_MATERNAL_GRANDPARENT",
        "MALE, GRANDCHILD_BY_SON, MALE, OWN_PARENT, FEMALE, CHILD_SPOUSE"
    })
    void two_ties_one_after_the_other_make_a_third(
            Sex me, Kinship first, Sex between, Kinship second, Sex other, Kinship whole) {
        assertThat(composed(me, first, between, second, other)).contains(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "MALE, OWN_PARENT, MALE, OWN_SIBLING, MALE", // uncle
        "MALE, OWN_SIBLING, MALE, CHILD, FEMALE", // niece
        "MALE, CHILD_SPOUSE, MALE, OWN_PARENT, FEMALE", // the child's mother-in-law
        "MALE, SPOUSE_SIBLING, MALE, CHILD, FEMALE"
    })
    void whoever_is_outside_the_circle_of_A2_1_stays_outside(
            Sex me, Kinship first, Sex between, Kinship second, Sex other) {
        assertThat(composed(me, first, between, second, other)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER_SUPPORT_TIE")
    void the_way_there_and_back_leads_home(Kinship kinship) {
        for (var me : Sex.values()) {
            for (var other : Sex.values()) {
                var there = Way.of(kinship).orElseThrow().to(other);
                assertThat(there.back(me).back(other).kinship()).contains(kinship);
            }
        }
    }

    @Test
    void a_tie_of_legal_support_tells_no_way() {
        assertThat(Way.of(OTHER_SUPPORT_TIE)).isEmpty();
    }

    private static Optional<Kinship> composed(Sex me, Kinship first, Sex between, Kinship second, Sex other) {
        return Way.of(first)
                .orElseThrow()
                .to(between)
                .then(Way.of(second).orElseThrow().to(other), me)
                .flatMap(way -> way.to(other).kinship());
    }
}
