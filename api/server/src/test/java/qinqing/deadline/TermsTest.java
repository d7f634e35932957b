package qinqing.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TermsTest {

    private final Terms terms = Terms.defaults();

    @ParameterizedTest
    @EnumSource
    void every_key_has_a_term_that_cites_its_requirement_and_says_how_long(TermKey key) {
        StatutoryTerm term = terms.of(key);
        assertThat(term.key()).isEqualTo(key);
        assertThat(term.requirement()).matches("A\\d+\\.\\d+");
        assertThat(term.sentence()).contains(term.length()).endsWith("。").doesNotContain("{");
    }

    @Test
    void the_numbers_are_those_of_the_documents() {
        assertThat(terms.of(TermKey.AMENDMENT).length()).isEqualTo("30日");
        assertThat(terms.of(TermKey.PUBLICITY_DISPLAY).length()).isEqualTo("7个整日");
        assertThat(terms.of(TermKey.PLATFORM_ENTRY).length()).isEqualTo("3个工作日");
        assertThat(terms.of(TermKey.HIT_VERIFICATION).length()).isEqualTo("20日");
        assertThat(terms.of(TermKey.OBJECTION_SCREENING).length()).isEqualTo("3个工作日");
        assertThat(terms.of(TermKey.OBJECTION_VERIFICATION).length()).isEqualTo("10个工作日");
    }

    @Test
    void a_county_may_show_notices_longer_than_seven_days_but_not_shorter() {
        assertThat(terms.with(TermKey.PUBLICITY_DISPLAY, 10)
                        .of(TermKey.PUBLICITY_DISPLAY)
                        .sentence())
                .startsWith("公示期限不少于10个整日");
        assertThat(terms.of(TermKey.PUBLICITY_DISPLAY).permits(6)).isFalse();
        assertThatThrownBy(() -> terms.with(TermKey.PUBLICITY_DISPLAY, 6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_county_may_change_the_thirty_days_for_an_amendment() {
        assertThat(terms.of(TermKey.AMENDMENT).isSettable()).isFalse();
        assertThat(terms.of(TermKey.AMENDMENT).permits(31)).isFalse();
    }

    @Test
    void late_entry_may_be_made_stricter_only() {
        assertThat(terms.of(TermKey.PLATFORM_ENTRY).permits(2)).isTrue();
        assertThat(terms.of(TermKey.PLATFORM_ENTRY).permits(4)).isFalse();
    }

    @Test
    void a_countys_own_amount_leaves_the_defaults_alone() {
        Terms ours = terms.with(TermKey.CLEARANCE_VALIDITY, 60);
        assertThat(ours.of(TermKey.CLEARANCE_VALIDITY).amount()).isEqualTo(60);
        assertThat(ours.of(TermKey.HIT_VERIFICATION)).isEqualTo(terms.of(TermKey.HIT_VERIFICATION));
        assertThat(Terms.defaults().of(TermKey.CLEARANCE_VALIDITY).amount()).isEqualTo(90);
    }

    @Test
    void a_setting_is_named_after_its_term() {
        assertThat(TermKey.OBJECTION_SCREENING.setting()).isEqualTo("deadline.objection-screening");
    }
}
