package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CreditCodeTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @Provide
    Arbitrary<CreditCode> codes() {
        Arbitrary<String> heads =
                Arbitraries.of("91500102", "92500102", "93500102", "11500102", "52500102", "A1421222");
        Arbitrary<String> bodies =
                Arbitraries.strings().withChars(ALPHABET.toCharArray()).ofLength(9);
        return Combinators.combine(heads, bodies).as((head, body) -> CreditCode.complete(head + body));
    }

    @Property
    void the_weighted_sum_of_a_whole_code_is_zero_modulo_thirty_one(@ForAll("codes") CreditCode code) {
        int sum = 0;
        int weight = 1;
        for (char c : code.value().toCharArray()) {
            sum += ALPHABET.indexOf(c) * weight;
            weight = weight * 3 % 31;
        }
        // The 18th weight is 3^17 = 22; the check character itself is added plainly.
        int check = ALPHABET.indexOf(code.value().charAt(17));
        assertThat((sum - check * 22 + check) % 31).isZero();
    }

    @Property
    void one_wrong_character_never_passes(
            @ForAll("codes") CreditCode code,
            @ForAll @IntRange(max = 17) int place,
            @ForAll @IntRange(min = 1, max = 30) int shift) {
        char wrong = ALPHABET.charAt((ALPHABET.indexOf(code.value().charAt(place)) + shift) % 31);
        String typed = code.value().substring(0, place) + wrong + code.value().substring(place + 1);
        assertThat(CreditCode.reasonAgainst(typed)).isPresent();
    }

    @Property
    void width_case_and_blanks_do_not_matter(@ForAll("codes") CreditCode code) {
        String printed =
                "\uFEFF" + code.value().toLowerCase(java.util.Locale.ROOT).replaceAll("(.{6})", "$1 ");
        assertThat(CreditCode.of(printed)).isEqualTo(code);
    }

    @Test
    void each_fault_is_named() {
        assertThat(CreditCode.reasonAgainst(" ")).contains(CreditCodeFault.MISSING);
        assertThat(CreditCode.reasonAgainst("91500102")).contains(CreditCodeFault.WRONG_LENGTH);
        assertThat(CreditCode.reasonAgainst("91500102MA5UIOSVZ0")).contains(CreditCodeFault.WRONG_CHARACTER);
        assertThat(CreditCode.reasonAgainst("9150A102MA5U12345X")).contains(CreditCodeFault.WRONG_DIVISION);
        assertThatThrownBy(() -> new CreditCode("91500102"))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.reason()).isEqualTo(CreditCodeFault.WRONG_LENGTH));
    }
}
