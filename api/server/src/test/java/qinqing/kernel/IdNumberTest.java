package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static qinqing.kernel.People.TODAY;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import qinqing.kernel.PrintedId.Absent;
import qinqing.kernel.PrintedId.Broken;
import qinqing.kernel.PrintedId.Masked;
import qinqing.kernel.PrintedId.Valid;

class IdNumberTest {

    @Provide
    Arbitrary<IdNumber> numbers() {
        return People.numbers();
    }

    /** The two worked examples of GB 11643-1999, appendix A. */
    @Test
    void the_examples_of_the_standard_have_their_check_characters() {
        assertThat(IdNumber.checkDigit("11010519491231002")).isEqualTo("X");
        assertThat(IdNumber.checkDigit("44052418800101001")).isEqualTo("4");
    }

    @Property
    void the_weighted_sum_of_a_whole_number_is_one_modulo_eleven(
            @ForAll @CharRange(from = '0', to = '9') @StringLength(17) String first17) {
        String whole = first17 + IdNumber.checkDigit(first17);
        int sum = 0;
        for (int i = 0; i < 18; i++) {
            int weight = (1 << (17 - i)) % 11;
            sum += weight * (whole.charAt(i) == 'X' ? 10 : whole.charAt(i) - '0');
        }
        assertThat(sum % 11).isEqualTo(1);
    }

    @Property
    void one_wrong_digit_never_passes(
            @ForAll("numbers") IdNumber number,
            @ForAll @IntRange(max = 16) int place,
            @ForAll @IntRange(min = 1, max = 9) int shift) {
        char wrong = (char) ('0' + (number.value().charAt(place) - '0' + shift) % 10);
        String typed =
                number.value().substring(0, place) + wrong + number.value().substring(place + 1);
        assertThat(PrintedId.read(typed, TODAY)).isInstanceOf(Broken.class);
    }

    @Property
    void two_neighbors_in_the_wrong_order_never_pass(
            @ForAll("numbers") IdNumber number, @ForAll @IntRange(max = 15) int place) {
        String value = number.value();
        String typed =
                value.substring(0, place) + value.charAt(place + 1) + value.charAt(place) + value.substring(place + 2);
        if (!typed.equals(value)) {
            assertThat(PrintedId.read(typed, TODAY)).isInstanceOf(Broken.class);
        }
    }

    @Test
    void a_number_tells_division_birth_date_and_sex() {
        IdNumber number = IdNumber.complete("50010219800229" + "012");
        assertThat(number.division()).isEqualTo("500102");
        assertThat(number.birthDate()).isEqualTo(LocalDate.of(1980, 2, 29));
        assertThat(number.sex()).isEqualTo(Sex.FEMALE);
        assertThat(IdNumber.complete("50010219800229" + "013").sex()).isEqualTo(Sex.MALE);
    }

    @Property
    void fifteen_digits_become_the_eighteen_of_the_same_person(@ForAll("numbers") IdNumber number) {
        if (number.birthDate().getYear() < 2000) {
            String old = number.value().substring(0, 6) + number.value().substring(8, 17);
            assertThat(PrintedId.read(old, TODAY)).isEqualTo(new Valid(number));
        }
    }

    @Property
    void dirt_around_the_digits_does_not_matter(@ForAll("numbers") IdNumber number, @ForAll("dirt") Dirt dirt) {
        assertThat(PrintedId.read(dirt.on(number.value()), TODAY)).isEqualTo(new Valid(number));
    }

    @Property
    void reading_what_was_read_changes_nothing(@ForAll("numbers") IdNumber number) {
        assertThat(IdNumber.of(number.value(), TODAY)).isEqualTo(number);
    }

    @Property
    void a_mask_is_known_in_every_style(
            @ForAll("numbers") IdNumber number,
            @ForAll("maskSigns") String sign,
            @ForAll @IntRange(max = 12) int from,
            @ForAll @IntRange(min = 2, max = 4) int length) {
        String printed = number.value().substring(0, from)
                + sign.repeat(length)
                + number.value().substring(from + length);
        String pattern = number.value().substring(0, from)
                + "*".repeat(length)
                + number.value().substring(from + length);
        assertThat(PrintedId.read(printed, TODAY)).isEqualTo(new Masked(printed));
        assertThat(new Masked(printed).pattern()).isEqualTo(pattern);
    }

    @Test
    void a_hidden_tail_is_not_a_check_character() {
        assertThat(new Masked("51230119800101XXXX").pattern()).isEqualTo("51230119800101****");
        assertThat(new Masked("512301********123X").pattern()).isEqualTo("512301********123X");
        assertThat(new Masked("512301XXXXXXXX123X").pattern()).isEqualTo("512301********123X");
    }

    @Property
    void what_a_spreadsheet_rounds_is_never_another_persons_number_unseen(@ForAll("numbers") IdNumber number) {
        String rounded = number.value().substring(0, 15) + "000";
        PrintedId read = PrintedId.read(rounded, TODAY);
        if (!IdNumber.checkDigit(rounded.substring(0, 17)).equals("0")) {
            assertThat(read).isEqualTo(new Broken(rounded, IdFault.ROUNDED));
        } else {
            assertThat(read).isInstanceOf(Valid.class);
        }
    }

    @Test
    void each_fault_is_named() {
        assertThat(fault("5.12301E+17")).isEqualTo(IdFault.SCIENTIFIC_NOTATION);
        assertThat(fault("5.12301198001011e17")).isEqualTo(IdFault.SCIENTIFIC_NOTATION);
        assertThat(fault("51230119800101123")).isEqualTo(IdFault.WRONG_LENGTH);
        assertThat(fault("5001021980010112345")).isEqualTo(IdFault.WRONG_LENGTH);
        assertThat(fault("张三")).isEqualTo(IdFault.NOT_A_NUMBER);
        assertThat(fault("990102198001011234")).isEqualTo(IdFault.UNKNOWN_DIVISION);
        assertThat(fault("500102198102291234")).isEqualTo(IdFault.IMPOSSIBLE_DATE);
        assertThat(fault("500102078001011234")).isEqualTo(IdFault.IMPOSSIBLE_DATE);
        assertThat(fault(next("50010219800101123"))).isEqualTo(IdFault.WRONG_CHECK_DIGIT);
    }

    @Test
    void a_birth_date_after_today_is_refused_and_today_itself_is_not() {
        String newborn = IdNumber.complete("50010220261121001").value();
        assertThat(PrintedId.read(newborn, TODAY)).isInstanceOf(Valid.class);
        assertThat(PrintedId.read(newborn, TODAY.minusDays(1))).isEqualTo(new Broken(newborn, IdFault.FUTURE_DATE));
    }

    @Test
    void nothing_and_words_for_nothing_are_absent() {
        for (String nothing : new String[] {"", " ", "\uFEFF", "无", "不详", "/", "-", "——", "null"}) {
            assertThat(PrintedId.read(nothing, TODAY)).as("[%s]", nothing).isEqualTo(new Absent());
        }
        assertThat(PrintedId.read(null, TODAY)).isEqualTo(new Absent());
    }

    @Test
    void a_declaration_takes_a_valid_number_only() {
        assertThatThrownBy(() -> IdNumber.of("5001**********1234", TODAY))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.reason()).isEqualTo(IdFault.MASKED));
        assertThatThrownBy(() -> IdNumber.of(" ", TODAY))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.code()).isEqualTo("MISSING"));
        assertThatThrownBy(() -> IdNumber.of("51230119800101123", TODAY))
                .hasMessageContaining("WRONG_LENGTH")
                .hasMessageNotContaining("5123");
    }

    @Property
    void nothing_printed_shows_the_birth_date(@ForAll("numbers") IdNumber number) {
        String birth = number.value().substring(6, 14);
        assertThat(number.toString()).doesNotContain(birth).hasSize(18);
        assertThat(new Valid(number).toString()).doesNotContain(birth);
        assertThat(new Broken(number.value(), IdFault.ROUNDED).toString()).doesNotContain(birth);
        assertThat(new Masked(number.value() + "*").toString()).doesNotContain(birth);
    }

    @Property
    void any_text_at_all_can_be_read(@ForAll String anything) {
        assertThat(PrintedId.read(anything, TODAY)).isNotNull();
    }

    private static IdFault fault(String printed) {
        return ((Broken) PrintedId.read(printed, TODAY)).fault();
    }

    private static String next(String first17) {
        return first17 + (IdNumber.checkDigit(first17).equals("1") ? "2" : "1");
    }

    @Provide
    Arbitrary<String> maskSigns() {
        return Arbitraries.of("*", "＊", "x", "X", "Ｘ", "×", "□", "■", "○", "●", "?", "#", ".", "•");
    }

    interface Dirt {
        String on(String clean);
    }

    @Provide
    Arbitrary<Dirt> dirt() {
        return Arbitraries.of(
                s -> s.toLowerCase(java.util.Locale.ROOT),
                s -> s.chars()
                        .collect(StringBuilder::new, (b, c) -> b.append((char) (c + 0xFEE0)), StringBuilder::append)
                        .toString(),
                s -> "\uFEFF" + s,
                s -> "'" + s,
                s -> "’" + s + "\u200B",
                s -> s.substring(0, 6) + "-" + s.substring(6, 14) + "－" + s.substring(14),
                s -> "\u3000" + s.substring(0, 6) + " " + s.substring(6) + "\u00A0\r\n",
                s -> s.replace('X', '×'),
                s -> s.substring(0, 9) + "\u200D\u202C" + s.substring(9));
    }
}
