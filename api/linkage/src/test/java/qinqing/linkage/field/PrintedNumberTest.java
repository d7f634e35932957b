package qinqing.linkage.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qinqing.linkage.field.PrintedNumber.Likeness;
import qinqing.linkage.field.PrintedNumber.State;

class PrintedNumberTest {

    @Provide
    Arbitrary<String> valid() {
        return Combinators.combine(
                        Arbitraries.integers().between(110_101, 659_004),
                        Arbitraries.integers().between(0, 40_000),
                        Arbitraries.integers().between(0, 999))
                .as((division, day, sequence) -> {
                    String born = LocalDate.of(1910, 1, 1).plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE);
                    String body = division + born + String.format("%03d", sequence);
                    byte[] digits = new byte[18];
                    for (int i = 0; i < 17; i++) {
                        digits[i] = (byte) (body.charAt(i) - '0');
                    }
                    byte check = PrintedNumber.checkOf(digits);
                    return body + (check == 10 ? "X" : Integer.toString(check));
                });
    }

    @Property(tries = 500)
    void every_repair_is_valid_and_one_slip_away(
            @ForAll("valid") String number, @ForAll @IntRange(max = 16) int at, @ForAll @IntRange(max = 9) int digit) {
        PrintedNumber broken = PrintedNumber.read(number.substring(0, at) + digit + number.substring(at + 1));
        List<Long> repairs = new ArrayList<>();
        broken.repairs(repairs::add);
        assertThat(repairs).hasSizeLessThanOrEqualTo(PrintedNumber.MOST_REPAIRS);
        for (long repair : repairs) {
            assertThat(PrintedNumber.isValid(repair)).isTrue();
            assertThat(PrintedNumber.compare(broken, PrintedNumber.read(text(repair))))
                    .isEqualTo(Likeness.REPAIRED);
        }
        if (broken.state == State.BROKEN) {
            assertThat(repairs).contains(PrintedNumber.read(number).packed);
        }
    }

    @Property(tries = 300)
    void a_lost_or_doubled_digit_is_repaired(@ForAll("valid") String number, @ForAll @IntRange(max = 16) int at) {
        for (String broken : List.of(
                number.substring(0, at) + number.substring(at + 1),
                number.substring(0, at) + number.charAt(at) + number.substring(at))) {
            List<Long> repairs = new ArrayList<>();
            PrintedNumber.read(broken).repairs(repairs::add);
            assertThat(repairs)
                    .contains(PrintedNumber.read(number).packed)
                    .allMatch(PrintedNumber::isValid)
                    .hasSizeLessThanOrEqualTo(PrintedNumber.MOST_REPAIRS);
        }
    }

    @Property(tries = 500)
    void comparing_is_symmetric(
            @ForAll("valid") String a, @ForAll("valid") String b, @ForAll @IntRange(max = 5) int cut) {
        String masked = b.substring(0, 4 + cut) + "*".repeat(8) + b.substring(12 + cut);
        for (String other : List.of(b, masked, b.substring(1), "5.12301E+17", "")) {
            PrintedNumber x = PrintedNumber.read(a);
            PrintedNumber y = PrintedNumber.read(other);
            assertThat(PrintedNumber.compare(x, y)).isEqualTo(PrintedNumber.compare(y, x));
        }
        assertThat(PrintedNumber.compare(PrintedNumber.read(b), PrintedNumber.read(masked)))
                .isEqualTo(Likeness.SHOWN);
    }

    @Property(tries = 1000)
    void nothing_in_a_cell_makes_it_fail(@ForAll String cell) {
        PrintedNumber number = PrintedNumber.read(cell);
        PrintedNumber.compare(number, PrintedNumber.read("512301195001011236"));
        Name.compare(Name.read(cell), Name.read("张国强"));
        Phone.compare(Phone.read(cell), Phone.read("13812345678"));
        Address.compare(new AddressReader().read(cell), new AddressReader().again(cell));
        assertThat(number.masked()).doesNotContain("1950");
    }

    private static String text(long packed) {
        StringBuilder text = new StringBuilder();
        for (byte digit : PrintedNumber.unpack(packed)) {
            text.append(digit == PrintedNumber.X ? "X" : digit);
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "512301195001011236, EQUAL",
        "５１２３０１１９５００１０１１２３６, EQUAL",
        "'''512301195001011236', EQUAL",
        "512301 19500101 1236, EQUAL",
        "512301-19500101-1236, EQUAL",
        "512301195001011236.0, EQUAL",
        "512301500101123, EQUAL",
        "512301195001011286, REPAIRED",
        "512301195001101236, REPAIRED",
        "512301195001011000, ROUNDED",
        "512301195001011264, ROUNDED",
        "5.12301195001011E17, ROUNDED",
        "5.12301E+17, ROUNDED",
        "512301********1236, SHOWN",
        "512301XXXXXXXX1236, SHOWN",
        "512301××××××××1236, SHOWN",
        "512301■■■■■■■■1236, SHOWN",
        "51230119500101XXXX, SHOWN",
        "5123*****1236, SHOWN",
        "512301--------1236, SHOWN",
        "512301********1237, SHOWN_NEAR",
        "512301********9999, DIFFERENT",
        "无, MISSING",
        "******************, MISSING",
    })
    void each_damage_is_recognised(String printed, Likeness expected) {
        assertThat(PrintedNumber.compare(PrintedNumber.read("512301195001011236"), PrintedNumber.read(printed)))
                .isEqualTo(expected);
    }

    @Test
    void an_x_is_a_check_character_only_at_the_end_and_alone() {
        assertThat(PrintedNumber.read("51230119750202125x").digits[17]).isEqualTo(PrintedNumber.X);
        assertThat(PrintedNumber.read("512301********123X").digits[17]).isEqualTo(PrintedNumber.X);
        assertThat(PrintedNumber.read("51230119750202XXXX").digits[17]).isEqualTo(PrintedNumber.HIDDEN);
    }
}
