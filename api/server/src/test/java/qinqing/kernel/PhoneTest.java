package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800000001",
                "138 0000 0001",
                "138-0000-0001",
                "+86 138 0000 0001",
                "8613800000001",
                "0086-13800000001",
                "\u202D13800000001\u202C",
                "'13800000001"
            })
    void one_mobile_number_in_many_hands(String printed) {
        assertThat(Phone.of(printed)).isEqualTo(new Phone("13800000001"));
    }

    @Test
    void full_width_digits_are_digits() {
        assertThat(Phone.of("１３８００００" + "０００１").value()).isEqualTo("13800000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"023-72000000", "(023)72000000", "023 7200 0000", "+86 23 7200 0000", "+86-023-72000000"})
    void one_landline_in_many_hands(String printed) {
        assertThat(Phone.of(printed)).isEqualTo(new Phone("02372000000"));
        assertThat(Phone.of(printed).isMobile()).isFalse();
    }

    @Test
    void each_fault_is_named() {
        assertThat(Phone.reasonAgainst("")).contains(PhoneFault.MISSING);
        assertThat(Phone.reasonAgainst("72000000")).contains(PhoneFault.NO_AREA_CODE);
        assertThat(Phone.reasonAgainst("1380000000")).contains(PhoneFault.WRONG_LENGTH);
        assertThat(Phone.reasonAgainst("138000000011")).contains(PhoneFault.WRONG_LENGTH);
        assertThat(Phone.reasonAgainst("12800000001")).contains(PhoneFault.UNKNOWN_PREFIX);
        assertThat(Phone.reasonAgainst("138****0001")).contains(PhoneFault.NOT_A_NUMBER);
    }

    @Property
    void a_number_prints_masked(@ForAll @LongRange(min = 13_000_000_000L, max = 19_999_999_999L) long number) {
        String digits = Long.toString(number);
        assertThat(new Phone(digits).toString())
                .isEqualTo(digits.substring(0, 3) + "****" + digits.substring(7))
                .doesNotContain(digits);
    }
}
