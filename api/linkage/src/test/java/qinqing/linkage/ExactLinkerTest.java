package qinqing.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static qinqing.linkage.Band.CERTAIN;
import static qinqing.linkage.Band.POSSIBLE;
import static qinqing.linkage.Band.PROBABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qinqing.linkage.BeneficiaryRecord.IdState;
import qinqing.linkage.BeneficiaryRecord.Role;
import qinqing.linkage.Evidence.Field;
import qinqing.linkage.Evidence.Level;
import qinqing.linkage.People.Declared;
import qinqing.linkage.People.Listed;

class ExactLinkerTest {

    private static final String VILLAGE = "500102100201";

    private final Linker linker = new ExactLinker();

    private Optional<Link> compare(Declared declared, Listed listed) {
        return linker.compare(declared.record(), listed.record());
    }

    private Link link(Declared declared, Listed listed) {
        return compare(declared, listed).orElseThrow();
    }

    private static void assertSays(Link link, Band band, String chinese, String english) {
        assertThat(link.band()).isEqualTo(band);
        assertThat(link.sentence()).isEqualTo(chinese);
        assertThat(link.englishSentence()).isEqualTo(english);
    }

    @Test
    void the_same_id_and_name_are_certain() {
        Link link = link(Declared.named("王秀英").id(7), Listed.named("王秀英").id(7));
        assertSays(link, CERTAIN, "身份证号码完全一致，姓名一致。", "The ID numbers are identical, the names agree.");
        assertThat(link.relativeId()).isEqualTo(People.uuid(1));
        assertThat(link.rowId()).isEqualTo(People.uuid(2));
        assertThat(link.model()).isEqualTo(ExactLinker.MODEL);
    }

    @Test
    void the_same_id_with_one_other_character_is_probable() {
        assertSays(
                link(Declared.named("王秀英").id(7), Listed.named("王秀瑛").id(7)),
                PROBABLE,
                "身份证号码完全一致，姓名仅一字不同；请核对是否同一人。",
                "The ID numbers are identical, one character of the name differs; please check that it is one person.");
    }

    @Test
    void the_same_id_without_a_readable_name_is_probable() {
        assertSays(
                link(Declared.named("王秀英").id(7), Listed.named(null).id(7)),
                PROBABLE,
                "身份证号码完全一致；名单上没有可比对的姓名；请核对是否同一人。",
                "The ID numbers are identical; the list has no name that could be compared; please check that it is one person.");
    }

    @Test
    void the_same_id_with_quite_another_name_is_a_conflict() {
        Link link = link(Declared.named("王秀英").id(7), Listed.named("陈建国").id(7));
        assertSays(
                link,
                POSSIBLE,
                "身份证号码完全一致，但姓名明显不同，可能是号码被他人使用或录入有误；须人工核实。",
                "The ID numbers are identical, but the names are quite different, someone else may use the number or it was entered wrongly; a person has to verify this.");
        assertThat(link.evidence()).anySatisfy(e -> {
            assertThat(e.field()).isEqualTo(Field.NAME);
            assertThat(e.level()).isEqualTo(Level.CONFLICT);
            assertThat(e.weight()).isNegative();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "王秀英,王秀瑛,PROBABLE", // replaced
        "欧阳秀英,欧阳英,PROBABLE", // dropped
        "王秀英,王秀秀英,PROBABLE", // doubled
        "李勇,李勇军,PROBABLE", // added
        "𠮷秀英,𠮷秀瑛,PROBABLE", // a character outside the basic plane is one character
        "张伟,张丽,POSSIBLE", // half of a short name
        "王秀英,汪秀英,POSSIBLE", // another surname
        "王秀英,王英秀,POSSIBLE",
        "王秀英,王,POSSIBLE",
        "王,李,POSSIBLE"
    })
    void a_name_resembles_when_one_character_differs_and_the_surname_does_not(String a, String b, Band band) {
        assertThat(link(Declared.named(a).id(7), Listed.named(b).id(7)).band()).isEqualTo(band);
        assertThat(link(Declared.named(b).id(7), Listed.named(a).id(7)).band()).isEqualTo(band);
    }

    @Test
    void the_same_name_and_phone_are_probable_when_the_list_has_no_id() {
        assertSays(
                link(Declared.named("王秀英").id(7).phone(3), Listed.named("王秀英").phone(3)),
                PROBABLE,
                "姓名一致，电话一致；名单上没有身份证号码；请核对是否同一人。",
                "The names agree, the phones agree; the list has no ID number; please check that it is one person.");
    }

    @Test
    void the_same_name_and_address_are_probable_when_the_id_is_broken() {
        assertSays(
                link(
                        Declared.named("王秀英").id(7).address(4),
                        Listed.named("王秀英").id(IdState.BROKEN).address(4)),
                PROBABLE,
                "姓名一致，住址一致；名单上的身份证号码有误，无法比对；请核对是否同一人。",
                "The names agree, the addresses agree; the list's ID number is wrong and could not be compared; please check that it is one person.");
    }

    @Test
    void the_same_name_and_birth_date_are_probable_when_the_id_is_masked() {
        assertSays(
                link(
                        Declared.named("王秀英").id(7).born("1961-03-08", Sex.FEMALE),
                        Listed.named("王秀英").id(IdState.MASKED).born("1961-03-08", Sex.FEMALE)),
                PROBABLE,
                "姓名一致，出生日期一致；名单上的身份证号码被遮盖，无法比对；请核对是否同一人。",
                "The names agree, the birth dates agree; the list's ID number is masked and could not be compared; please check that it is one person.");
    }

    @Test
    void a_relative_declared_without_an_id_is_found_too() {
        assertSays(
                link(Declared.named("王秀英").phone(3), Listed.named("王秀英").id(7).phone(3)),
                PROBABLE,
                "姓名一致，电话一致；申报时未填身份证号码，无法比对；请核对是否同一人。",
                "The names agree, the phones agree; no ID number was declared to compare with; please check that it is one person.");
    }

    @Test
    void the_same_name_in_the_village_is_only_possible() {
        assertSays(
                link(
                        Declared.named("王秀英").id(7).village(VILLAGE),
                        Listed.named("王秀英").village(VILLAGE)),
                POSSIBLE,
                "姓名一致，同村（社区）；名单上没有身份证号码；可能只是同名，须人工核实。",
                "The names agree, the village is the same; the list has no ID number; perhaps only a namesake, a person has to verify this.");
    }

    @Test
    void a_legal_representative_of_the_declared_employer_is_possible() {
        assertSays(
                link(
                        Declared.named("王秀英").id(7).employer("涪陵区大顺建筑有限公司"),
                        Listed.named("王秀英").as(Role.LEGAL_REPRESENTATIVE).employer("涪陵区大顺建筑有限公司")),
                POSSIBLE,
                "法定代表人：姓名一致，单位一致；名单上没有身份证号码；可能只是同名，须人工核实。",
                "Legal representative: The names agree, the employer is the same; the list has no ID number; perhaps only a namesake, a person has to verify this.");
    }

    @Test
    void an_agent_is_named_as_such() {
        assertSays(
                link(Declared.named("王秀英").id(7), Listed.named("王秀英").id(7).as(Role.AGENT)),
                CERTAIN,
                "委托代理人：身份证号码完全一致，姓名一致。",
                "Agent: The ID numbers are identical, the names agree.");
    }

    @Test
    void another_birth_date_or_sex_makes_a_shared_phone_doubtful() {
        assertSays(
                link(
                        Declared.named("王秀英").phone(3).born("1961-03-08", Sex.FEMALE),
                        Listed.named("王秀英").phone(3).born("1987-10-01", Sex.MALE)),
                POSSIBLE,
                "姓名一致，电话一致；名单上没有身份证号码，但出生日期不同，性别不同；须人工核实。",
                "The names agree, the phones agree; the list has no ID number, but the birth dates differ, the sex differs; a person has to verify this.");
    }

    @Test
    void two_agreeing_fields_weigh_more_than_one() {
        Declared declared = Declared.named("王秀英").phone(3).address(4);
        assertThat(link(declared, Listed.named("王秀英").phone(3).address(4)).probability())
                .isGreaterThan(link(declared, Listed.named("王秀英").phone(3)).probability());
    }

    @Test
    void two_valid_ids_that_differ_are_two_people_whatever_else_agrees() {
        assertThat(compare(
                        Declared.named("王秀英").id(7).phone(3).address(4).village(VILLAGE),
                        Listed.named("王秀英").id(8).phone(3).address(4).village(VILLAGE)))
                .isEmpty();
    }

    @Test
    void a_name_alone_or_a_phone_alone_is_no_hit() {
        assertThat(compare(Declared.named("王秀英").phone(3), Listed.named("王秀英").phone(5)))
                .isEmpty();
        assertThat(compare(Declared.named("王秀英").phone(3), Listed.named("陈建国").phone(3)))
                .isEmpty();
        assertThat(compare(Declared.named("王秀英").phone(3), Listed.named(null).phone(3)))
                .isEmpty();
    }

    @Test
    void a_namesake_in_the_village_with_another_birth_date_is_no_hit() {
        assertThat(compare(
                        Declared.named("王秀英").village(VILLAGE).born("1961-03-08", Sex.FEMALE),
                        Listed.named("王秀英").village(VILLAGE).born("1987-10-01", Sex.FEMALE)))
                .isEmpty();
    }

    @Test
    void tokens_under_two_keys_are_refused_rather_than_taken_for_two_people() {
        Declared declared = Declared.named("王秀英").id(7);
        BeneficiaryRecord rotated = new BeneficiaryRecord(
                People.uuid(2),
                Role.NATURAL_PERSON,
                "王秀英",
                IdState.VALID,
                Token.of(2, new byte[32]),
                null,
                null,
                null,
                null,
                null,
                null);
        assertThatThrownBy(() -> linker.compare(declared.record(), rotated))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        linker.link(List.of(declared.record()), List.of(rotated), link -> {}, () -> false, rows -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_token_is_made_of_the_first_sixteen_bytes() {
        byte[] mac = new byte[32];
        mac[7] = 1;
        mac[15] = 2;
        mac[16] = 3;
        assertThat(Token.of(9, mac)).isEqualTo(new Token(9, 1, 2));
        assertThatThrownBy(() -> Token.of(9, new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokens_are_equal_only_when_both_halves_are() {
        assertThat(new Token(1, 5, 6).sameValueAs(new Token(1, 5, 6))).isTrue();
        assertThat(new Token(1, 5, 6).sameValueAs(new Token(1, 4, 6))).isFalse();
        assertThat(new Token(1, 5, 6).sameValueAs(new Token(1, 5, 7))).isFalse();
    }

    @Test
    void no_record_prints_what_is_personal() {
        RelativeRecord relative =
                Declared.named("王秀英").id(7).born("1961-03-08", Sex.FEMALE).record();
        BeneficiaryRecord listed =
                Listed.named("王秀英").id(7).born("1961-03-08", Sex.FEMALE).record();
        Link link = linker.compare(relative, listed).orElseThrow();
        assertThat(relative.toString() + listed + link + People.token(7))
                .doesNotContain(
                        "王秀英", "1961", "high", Long.toString(People.token(7).high()));
    }

    @Test
    void a_token_without_a_valid_id_cannot_be_written() {
        assertThatThrownBy(() -> new BeneficiaryRecord(
                        People.uuid(2),
                        Role.NATURAL_PERSON,
                        "王秀英",
                        IdState.BROKEN,
                        People.token(7),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_stopped_pass_hands_out_nothing() {
        List<BeneficiaryRecord> rows = new ArrayList<>();
        for (int i = 0; i < 3 * Linker.ROWS_BETWEEN_LOOKS; i++) {
            rows.add(Listed.named("王秀英").id(7).record());
        }
        List<Link> links = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        LinkResult result = linker.link(
                List.of(Declared.named("王秀英").id(7).record()), rows, links::add, () -> seen.size() == 2, seen::add);
        assertThat(result).isEqualTo(new LinkResult.Stopped(2 * Linker.ROWS_BETWEEN_LOOKS));
        assertThat(links).isEmpty();
    }

    @Test
    void two_relatives_with_one_id_are_refused() {
        RelativeRecord relative = Declared.named("王秀英").id(7).record();
        assertThatThrownBy(
                        () -> linker.link(List.of(relative, relative), List.of(), link -> {}, () -> false, rows -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ids_are_ordered_as_postgresql_orders_them() {
        assertThat(Link.compareIds(
                        UUID.fromString("7fffffff-0000-7000-8000-000000000000"),
                        UUID.fromString("80000000-0000-7000-8000-000000000000")))
                .isNegative();
    }
}
