package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"·", "•", "・", "･", ".", "．", "‧", "∙", "⋅", "˙", " · ", "··", "\u0387"})
    void every_middle_dot_is_the_same_dot(String dot) {
        assertThat(PersonName.of("阿依古丽" + dot + "买买提").key()).isEqualTo("阿依古丽·买买提");
    }

    @Test
    void the_blank_in_a_two_character_name_does_not_count() {
        assertThat(PersonName.of("张　三").key()).isEqualTo("张三");
        assertThat(PersonName.of(" 李  四\u00A0").key()).isEqualTo("李四");
    }

    @Test
    void latin_names_keep_one_blank_and_lose_case_and_width() {
        assertThat(PersonName.of("Ｊｏｈｎ   o’neil").key()).isEqualTo("JOHN O'NEIL");
        assertThat(PersonName.of("Anne–Marie").key()).isEqualTo("ANNE-MARIE");
    }

    @Test
    void what_cannot_be_seen_is_not_part_of_a_name() {
        assertThat(PersonName.of("\uFEFF王\u200B五\u200D").value()).isEqualTo("王五");
        assertThat(PersonName.of("葛\uDB40\uDD00城").key()).isEqualTo("葛城");
    }

    @Test
    void rare_characters_are_names_too() {
        for (String name : new String[] {"𠮷野", "李〇", "张\uE863", "丽\uDB80\uDC00", "⼀⼆", "ئادىل"}) {
            assertThat(PersonName.reasonAgainst(name)).as(name).isEmpty();
        }
        assertThat(PersonName.of("⼀⼆").key()).isEqualTo("一二");
    }

    @Test
    void names_of_one_and_of_fifty_characters_are_names() {
        assertThat(PersonName.reasonAgainst("张")).isEmpty();
        assertThat(PersonName.reasonAgainst("𠮷".repeat(50))).isEmpty();
        assertThat(PersonName.reasonAgainst("张".repeat(51))).contains(NameFault.TOO_LONG);
        assertThat(PersonName.reasonAgainst(" \u200B ")).contains(NameFault.EMPTY);
    }

    @Test
    void what_is_no_name_is_refused_with_its_reason() {
        assertThat(PersonName.reasonAgainst("<b>张三</b>")).contains(NameFault.SYMBOL);
        assertThat(PersonName.reasonAgainst("张三'; drop table official;--")).contains(NameFault.SYMBOL);
        assertThat(PersonName.reasonAgainst("张三😀")).contains(NameFault.SYMBOL);
        assertThat(PersonName.reasonAgainst("张三2")).contains(NameFault.DIGIT);
        assertThat(PersonName.reasonAgainst("张三①")).contains(NameFault.DIGIT);
        assertThat(PersonName.reasonAgainst("张\u202E三")).contains(NameFault.DIRECTION);
        assertThat(PersonName.reasonAgainst("张\u0000三")).contains(NameFault.CONTROL);
        assertThat(PersonName.reasonAgainst("张\uD800三")).contains(NameFault.CONTROL);
        assertThat(PersonName.reasonAgainst("张*三")).contains(NameFault.MASKED);
        assertThat(PersonName.reasonAgainst("·三")).contains(NameFault.NO_LETTER_FIRST);
        assertThatThrownBy(() -> PersonName.of("张三2"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageNotContaining("张");
    }

    @Test
    void a_name_prints_masked() {
        assertThat(PersonName.of("欧阳娜娜")).hasToString("欧***");
        assertThat(PersonName.of("𠮷野")).hasToString("𠮷*");
    }

    @Property(tries = 5000)
    void the_key_of_a_key_is_the_key(@ForAll("lettersAndDirt") String text) {
        String key = PersonName.keyOf(text);
        assertThat(PersonName.keyOf(key)).isEqualTo(key);
    }

    @Property
    void a_name_that_was_accepted_has_a_key_that_is_accepted(@ForAll("lettersAndDirt") String text) {
        if (PersonName.reasonAgainst(text).isEmpty()) {
            assertThat(PersonName.of(text).key()).isNotEmpty();
            assertThat(PersonName.of(PersonName.of(text).value())).isEqualTo(PersonName.of(text));
        }
    }

    @Property
    void any_text_at_all_can_be_asked_about(@ForAll String anything) {
        assertThat(PersonName.reasonAgainst(anything)).isNotNull();
        assertThat(PrintedName.read(anything)).isNotNull();
    }

    @Test
    void lists_print_masks() {
        assertThat(PrintedName.read("张*三")).isEqualTo(new PrintedName.Masked("张*三"));
        for (String masked : new String[] {"张××", "张某某", "张**", "张xX", "张□□"}) {
            assertThat(new PrintedName.Masked(masked).pattern()).as(masked).isEqualTo("张**");
            assertThat(PrintedName.read(masked)).isInstanceOf(PrintedName.Masked.class);
        }
        assertThat(PrintedName.read("张三")).isEqualTo(new PrintedName.Valid(PersonName.of("张三")));
        assertThat(PrintedName.read("某英")).isEqualTo(new PrintedName.Valid(PersonName.of("某英")));
        assertThat(PrintedName.read("三组12号")).isEqualTo(new PrintedName.Broken("三组12号", NameFault.DIGIT));
        assertThat(PrintedName.read(" ")).isEqualTo(new PrintedName.Absent());
        assertThat(PrintedName.read(null)).isEqualTo(new PrintedName.Absent());
    }

    @Provide
    Arbitrary<String> lettersAndDirt() {
        Arbitrary<String> letters = Arbitraries.integers()
                .between(0, 0x3FFFF)
                .filter(c -> Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK)
                .map(Character::toString);
        Arbitrary<String> dirt = Arbitraries.of(
                "·", "•", ".", " ", "\u3000", "\u200B", "\uFEFF", "-", "’", "张", "a", "ß", "ﬁ", "ŉ", "ΐ", "İ", "\u0345",
                "\u0301");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(2, letters), net.jqwik.api.Tuple.of(3, dirt))
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
