package qinqing.annex2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qinqing.disclosure.Persons;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Kinship;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;

/** What a declaration must hold (Annex 2, A3.1–A3.4, A2.2) and what is wrong in it (issue: bad input). */
class FilingRuleTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String OWN = Persons.id(1980);

    private static Annex2.Declarant whole() {
        return new Annex2.Declarant(
                Sex.MALE, PoliticalStatus.PARTY_MEMBER, "主任", null, "负责低保审核", false, OWN, "新妙镇两桂村3组12号", "13800000000");
    }

    private static DraftInput.RelativeInput relative(
            @Nullable String name, @Nullable Kinship kinship, @Nullable String id, @Nullable IdAbsence absence) {
        return new DraftInput.RelativeInput(
                null, name, null, kinship, null, null, null, null, id, absence, null, null, null, null);
    }

    private static Annex2 read(DraftInput.@Nullable RelativeInput... relatives) {
        List<DraftInput.@Nullable RelativeInput> all = new ArrayList<>();
        Collections.addAll(all, relatives);
        return new ReadsDraft(new Annex2(whole(), List.of(), List.of()), TODAY, UUID::randomUUID)
                .read(new DraftInput(null, all, List.of()));
    }

    private static List<DraftInput.@Nullable RelativeInput> listOf(DraftInput.RelativeInput one) {
        List<DraftInput.@Nullable RelativeInput> all = new ArrayList<>();
        all.add(one);
        return all;
    }

    private static List<String> refused(DraftInput.@Nullable RelativeInput... relatives) {
        var problem = catchThrowableOfType(ProblemException.class, () -> read(relatives));
        assertThat(problem).isNotNull();
        return problem.errors().stream().map(FieldError::pointer).toList();
    }

    private static List<String> missing(Annex2 content) {
        return FilingRule.missing(new FilingRule.Filing(content, "周明远", OWN, TODAY)).stream()
                .map(FieldError::pointer)
                .toList();
    }

    private static List<String> warnings(Annex2 content) {
        return FilingRule.warnings(new FilingRule.Filing(content, "周明远", OWN, TODAY)).stream()
                .map(FieldError::pointer)
                .toList();
    }

    @Test
    void a_whole_declaration_lacks_nothing() {
        var content = read(
                relative("周建国", Kinship.OWN_PARENT, Persons.id(1955), null),
                relative("李桂芳", Kinship.SPOUSE, Persons.id(1981, Sex.FEMALE), null));
        assertThat(missing(content)).isEmpty();
        assertThat(warnings(content)).isEmpty();
    }

    @Test
    void every_field_of_part_1_is_asked_for_A3_1() {
        var empty = new Annex2.Declarant(null, null, null, null, null, null, null, null, null);
        assertThat(missing(new Annex2(empty, List.of(), List.of())))
                .containsExactlyInAnyOrder(
                        "/declarant/sex",
                        "/declarant/politicalStatus",
                        "/declarant/postTitle",
                        "/declarant/duties",
                        "/declarant/inspectionStaff",
                        "/declarant/idNumber",
                        "/declarant/householdAddress",
                        "/declarant/phone");
    }

    @Test
    void an_id_number_is_valid_or_absent_with_a_reason_A3_2() {
        var good = Persons.id(1955);
        var wrongDigit = good.substring(0, 17) + (good.endsWith("1") ? "2" : "1");
        var future = IdNumber.complete("50010220991231001").value();
        assertThat(refused(
                        relative("一", Kinship.OWN_SIBLING, wrongDigit, null),
                        relative("二", Kinship.OWN_SIBLING, good.substring(0, 17), null),
                        relative("三", Kinship.OWN_SIBLING, "500102195602300011", null),
                        relative("四", Kinship.OWN_SIBLING, future, null),
                        relative("五", Kinship.OWN_SIBLING, "500102********0004", null)))
                .containsExactly(
                        "/relatives/0/idNumber",
                        "/relatives/1/idNumber",
                        "/relatives/2/idNumber",
                        "/relatives/3/idNumber",
                        "/relatives/4/idNumber");
        assertThat(missing(read(relative("六", Kinship.OWN_SIBLING, null, null))))
                .contains("/relatives/0/idNumber", "/relatives/0/sex");
        assertThat(refused(relative("七", Kinship.OWN_SIBLING, good, IdAbsence.DECEASED)))
                .containsExactly("/relatives/0/idAbsence");
    }

    @Test
    void an_old_number_of_fifteen_digits_is_taken_in_its_new_form() {
        var content = read(relative("周建国", Kinship.OWN_PARENT, "500102560721001", null));
        assertThat(content.relatives().getFirst().idNumber()).hasSize(18).startsWith("50010219560721001");
    }

    @Test
    void nobody_has_two_spouses_or_three_parents_A2_2() {
        var content = read(
                relative("李桂芳", Kinship.SPOUSE, Persons.id(1981, Sex.FEMALE), null),
                relative("王秀英", Kinship.SPOUSE, Persons.id(1982, Sex.FEMALE), null),
                relative("甲", Kinship.OWN_PARENT, Persons.id(1955), null),
                relative("乙", Kinship.OWN_PARENT, Persons.id(1955), null),
                relative("丙", Kinship.OWN_PARENT, Persons.id(1955), null));
        assertThat(missing(content)).containsExactly("/relatives/1/kinship", "/relatives/4/kinship");
    }

    @Test
    void nobody_is_their_own_relative() {
        assertThat(missing(read(relative("周明远", Kinship.OWN_SIBLING, OWN, null))))
                .contains("/relatives/0/idNumber");
    }

    @Test
    void the_same_person_counts_once_by_number_or_by_name_and_kinship() {
        var id = Persons.id(1983);
        assertThat(missing(read(
                        relative("周明亮", Kinship.OWN_SIBLING, id, null),
                        relative("周明亮", Kinship.OTHER_SUPPORT_TIE, id, null))))
                .contains("/relatives/1/idNumber");
        var sibling = new DraftInput.RelativeInput(
                null,
                "周 明亮",
                Sex.MALE,
                Kinship.OWN_SIBLING,
                null,
                null,
                null,
                null,
                null,
                IdAbsence.DECEASED,
                null,
                null,
                null,
                null);
        assertThat(missing(read(sibling, sibling))).containsExactly("/relatives/1/name");
    }

    @Test
    void another_legal_tie_is_named_A2_1() {
        assertThat(missing(read(relative("王大爷", Kinship.OTHER_SUPPORT_TIE, Persons.id(1950), null))))
                .containsExactly("/relatives/0/tie");
    }

    @Test
    void the_declarant_is_the_registered_person() {
        var other = new Annex2.Declarant(
                Sex.MALE, PoliticalStatus.MASSES, "主任", null, "工作", false, Persons.id(1980), "新妙镇", "13800000000");
        assertThat(missing(new Annex2(other, List.of(), List.of()))).containsExactly("/declarant/idNumber");
    }

    @Test
    void a_kinship_that_hardly_fits_the_ages_warns_and_hinders_nobody() {
        var content = read(
                relative("甲", Kinship.OWN_PARENT, Persons.id(1975), null),
                relative("乙", Kinship.CHILD, Persons.id(1970), null),
                relative("丙", Kinship.GRANDCHILD_BY_SON, Persons.id(1999), null),
                relative("丁", Kinship.OWN_SIBLING, Persons.id(1950), null));
        assertThat(missing(content)).isEmpty();
        assertThat(warnings(content))
                .containsExactly("/relatives/0/kinship", "/relatives/1/kinship", "/relatives/2/kinship");
    }

    @Test
    void names_of_one_and_of_fifty_characters_are_names_and_fifty_one_are_not() {
        assertThat(read(relative("丁", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED))
                        .relatives())
                .hasSize(1);
        assertThat(read(relative("阿".repeat(50), Kinship.OWN_SIBLING, null, IdAbsence.DECEASED))
                        .relatives())
                .hasSize(1);
        assertThat(refused(relative("阿".repeat(51), Kinship.OWN_SIBLING, null, IdAbsence.DECEASED)))
                .containsExactly("/relatives/0/name");
    }

    @Test
    void emoji_markup_digits_and_turned_writing_are_no_names_and_invisible_characters_vanish() {
        assertThat(refused(
                        relative("周😀", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED),
                        relative("<b>周</b>", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED),
                        relative("周\u202e远明", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED),
                        relative("'; drop table official; --", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED),
                        relative("周明1", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED),
                        relative("  ", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED)))
                .containsExactly(
                        "/relatives/0/name",
                        "/relatives/1/name",
                        "/relatives/2/name",
                        "/relatives/3/name",
                        "/relatives/4/name",
                        "/relatives/5/name");
        assertThat(read(relative("周\u200b明\ufeff远", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED))
                        .relatives()
                        .getFirst()
                        .name())
                .isEqualTo("周明远");
    }

    @Test
    void two_hundred_relatives_are_taken_and_two_hundred_and_one_are_not() {
        var one = relative("丁", Kinship.OWN_SIBLING, null, IdAbsence.DECEASED);
        var many = Collections.nCopies(200, one).toArray(new DraftInput.RelativeInput[0]);
        assertThat(read(many).relatives()).hasSize(200);
        assertThat(refused(Collections.nCopies(201, one).toArray(new DraftInput.RelativeInput[0])))
                .containsExactly("/relatives");
    }

    @Test
    void a_value_left_out_of_a_known_relative_stays_and_an_unknown_one_is_refused() {
        var before = read(relative("周建国", Kinship.OWN_PARENT, Persons.id(1955), null));
        var known = before.relatives().getFirst();
        var again = new DraftInput.RelativeInput(
                known.relativeId(),
                "周建国",
                null,
                Kinship.OWN_PARENT,
                null,
                null,
                "退休",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        var after =
                new ReadsDraft(before, TODAY, UUID::randomUUID).read(new DraftInput(null, listOf(again), List.of()));
        assertThat(after.relatives().getFirst().idNumber()).isEqualTo(known.idNumber());
        assertThat(after.relatives().getFirst().employer()).isEqualTo("退休");

        var stranger = new DraftInput.RelativeInput(
                UUID.randomUUID(),
                "丁",
                null,
                Kinship.CHILD,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        assertThat(refused(stranger)).containsExactly("/relatives/0/relativeId");
    }

    @Test
    void a_matter_names_its_relative_and_holds_no_absurd_money_or_future_day_A3_4() {
        var relatives = listOf(relative("周建国", Kinship.OWN_PARENT, Persons.id(1955), null));
        var bad = new DraftInput.MatterInput(
                null, 5, MatterKind.FUND, "危房改造", null, "-3", TODAY.plusDays(1), TODAY, null);
        List<DraftInput.@Nullable MatterInput> matters = new ArrayList<>();
        matters.add(bad);
        var problem = catchThrowableOfType(ProblemException.class, () -> new ReadsDraft(
                        new Annex2(whole(), List.of(), List.of()), TODAY, UUID::randomUUID)
                .read(new DraftInput(null, relatives, matters)));
        assertThat(problem.errors())
                .extracting(FieldError::pointer)
                .contains(
                        "/interestMatters/0/relativeIndex",
                        "/interestMatters/0/amount",
                        "/interestMatters/0/from",
                        "/interestMatters/0/to");
    }

    @Test
    void what_prints_a_draft_prints_nobody() {
        var content = read(relative("周建国", Kinship.OWN_PARENT, Persons.id(1955), null));
        assertThat(content.toString() + content.relatives() + content.declarant())
                .doesNotContain("周", "5001", "138");
    }
}
