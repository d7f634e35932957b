package qinqing.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qinqing.intake.RowFinding.Severity;
import qinqing.spreadsheet.Row;

class ReadsRowTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final Villages FULING = Villages.of("500102");
    private static final String ID = ListedPeople.id(7);

    @Test
    void a_whole_row_is_one_person() {
        var reading = grant("王建国", ID, "120", "2025-03-01");
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.people()).singleElement().satisfies(person -> {
            assertThat(person.role()).isEqualTo(BeneficiaryRole.NATURAL_PERSON);
            assertThat(person.idQuality()).isEqualTo(IdQuality.VALID);
            assertThat(person.amount()).isEqualByComparingTo("120");
            assertThat(person.startsOn()).isEqualTo("2025-03-01");
        });
    }

    @Test
    void a_number_of_17_digits_is_kept_as_broken_with_a_warning() {
        var reading = grant("王建国", ID.substring(0, 17), "120", "2025-03-01");
        assertThat(reading.people()).singleElement().satisfies(person -> assertThat(person.idQuality())
                .isEqualTo(IdQuality.BROKEN));
        assertThat(reading.findings())
                .containsExactly(
                        new RowFinding(Severity.WARNING, "身份证号", BeneficiaryField.ID_NUMBER, "ID_WRONG_LENGTH"));
    }

    @Test
    void masked_and_missing_numbers_are_kept_too() {
        assertThat(grant("王建国", "500102********0018", "1", "")
                        .people()
                        .getFirst()
                        .idQuality())
                .isEqualTo(IdQuality.MASKED);
        assertThat(grant("王建国", "", "1", "").people().getFirst().idQuality()).isEqualTo(IdQuality.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({
        "'', NAME_EMPTY",
        "<b>王建国</b>, NAME_SYMBOL",
        "王建国😀, NAME_SYMBOL",
        "王\u202e建国, NAME_DIRECTION",
        "王建国1, NAME_DIGIT",
        "'王建国、李秀英', NAME_SYMBOL"
    })
    void a_row_without_a_usable_name_is_left_out(String name, String code) {
        var reading = grant(name, ID, "120", "2025-03-01");
        assertThat(reading.people()).isEmpty();
        assertThat(reading.findings()).contains(new RowFinding(Severity.ERROR, "姓名", BeneficiaryField.NAME, code));
    }

    @Test
    void names_of_one_and_of_fifty_characters_pass_and_one_more_does_not() {
        assertThat(grant("王", ID, "1", "").people()).hasSize(1);
        assertThat(grant("王".repeat(50), ID, "1", "").people()).hasSize(1);
        assertThat(grant("王".repeat(51), ID, "1", "").findings())
                .extracting(RowFinding::code)
                .contains("NAME_TOO_LONG");
    }

    @Test
    void zero_width_characters_are_taken_out_of_names() {
        assertThat(grant("王\u200b建国", ID, "1", "").people().getFirst().name()).isEqualTo("王建国");
    }

    @Test
    void masked_names_are_kept_with_a_warning() {
        var reading = grant("王*国", ID, "1", "");
        assertThat(reading.people()).singleElement().satisfies(person -> assertThat(person.nameKey())
                .isEqualTo("王*国"));
        assertThat(reading.findings()).extracting(RowFinding::code).containsExactly("NAME_HIDDEN");
    }

    @ParameterizedTest
    @CsvSource({"-5, AMOUNT_NEGATIVE", "99999999999999, AMOUNT_TOO_MUCH", "许多, AMOUNT_NOT_A_NUMBER"})
    void absurd_money_leaves_the_row_out(String amount, String code) {
        assertThat(grant("王建国", ID, amount, "").findings())
                .contains(new RowFinding(Severity.ERROR, "金额", BeneficiaryField.AMOUNT, code));
    }

    @ParameterizedTest
    @CsvSource({"2025-02-30, DATE_IMPOSSIBLE", "2027-01-01, DATE_IN_FUTURE", "待定, DATE_NOT_A_DAY"})
    void impossible_and_future_days_leave_the_row_out(String day, String code) {
        assertThat(grant("王建国", ID, "1", day).findings())
                .contains(new RowFinding(Severity.ERROR, "日期", BeneficiaryField.STARTS_ON, code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-03-01",
                "2025/3/1",
                "2025.3.1",
                "2025年3月1日",
                "20250301",
                "2025年3月",
                "45717",
                "2025-03-01 00:00:00"
            })
    void days_are_read_in_every_hand(String day) {
        assertThat(grant("王建国", ID, "1", day).people().getFirst().startsOn()).isEqualTo("2025-03-01");
    }

    @Test
    void before_2018_is_taken_with_a_warning_since_it_may_be_unfinished() {
        var reading = grant("王建国", ID, "1", "2016-05-01");
        assertThat(reading.people()).hasSize(1);
        assertThat(reading.findings()).extracting(RowFinding::code).containsExactly("DATE_BEFORE_2018");
    }

    @ParameterizedTest
    @CsvSource({
        "金额（万元）, 3.5, 35000.00",
        "金额（元）, 3.5万元, 35000.00",
        "金额, '1,234.50', 1234.50",
        "金额(千元), 2.5, 2500.00",
        "金额, 333.333333, 333.33",
        "金额（万元）, 0.33333333, 3333.33"
    })
    void amounts_are_yuan_whatever_the_header_counts_in(String header, String cell, BigDecimal yuan) {
        var reads = reads("姓名", "身份证号", header);
        assertThat(reads.read(row("王建国", ID, cell)).people().getFirst().amount())
                .isEqualByComparingTo(yuan);
    }

    @Test
    void a_company_brings_its_legal_representative_and_its_agent() {
        var reads = reads("承建单位", "统一社会信用代码", "法定代表人", "法定代表人身份证号", "委托代理人", "委托代理人身份证号", "合同金额（万元）");
        var reading = reads.read(
                row("涪陵区连丰建筑有限公司", ListedPeople.creditCode(3), "王建国", ID, "李秀英", ListedPeople.id(8), "12.5"));
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.people())
                .extracting(ListedPerson::role)
                .containsExactly(BeneficiaryRole.LEGAL_REPRESENTATIVE, BeneficiaryRole.AGENT);
        assertThat(reading.people()).allSatisfy(person -> {
            assertThat(person.companyName()).isEqualTo("涪陵区连丰建筑有限公司");
            assertThat(person.amount()).isEqualByComparingTo("125000");
        });
    }

    @Test
    void a_company_that_names_nobody_is_kept_with_a_warning() {
        var reading = reads("承建单位", "法定代表人", "法定代表人身份证号").read(row("连丰建筑有限公司", "", ""));
        assertThat(reading.people()).singleElement().satisfies(person -> assertThat(person.role())
                .isEqualTo(BeneficiaryRole.COMPANY));
        assertThat(reading.findings()).extracting(RowFinding::code).containsExactly("COMPANY_WITHOUT_PERSON");
    }

    @Test
    void an_owners_number_in_the_column_of_credit_codes_is_not_kept_in_clear() {
        var reading = reads("单位名称", "信用代码", "法定代表人", "法定代表人身份证号").read(row("连丰超市", ID, "王建国", ID));
        assertThat(reading.people().getFirst().creditCode()).isNull();
        assertThat(reading.findings()).extracting(RowFinding::code).containsExactly("CREDIT_CODE_IS_AN_ID");
    }

    @Test
    void notes_with_personal_data_are_not_kept() {
        var reads = reads("姓名", "身份证号", "备注");
        assertThat(reads.read(row("王建国", ID, "五保户")).people().getFirst().note()).isEqualTo("五保户");
        assertThat(reads.read(row("王建国", ID, "代领人" + ListedPeople.id(9)))
                        .people()
                        .getFirst()
                        .note())
                .isNull();
    }

    @Test
    void sums_signatures_and_repeated_headers_are_no_rows() {
        var reads = reads("姓名", "身份证号", "金额");
        assertThat(reads.read(row("合计", "", "100")).isNoRow()).isTrue();
        assertThat(reads.read(row("小 计：", "", "100")).isNoRow()).isTrue();
        assertThat(reads.read(row("姓名", "身份证号", "金额")).isNoRow()).isTrue();
        assertThat(reads.read(row("", "", "", "制表人")).isNoRow()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"重庆市涪陵区南沱镇连丰村3组12号, 南沱镇连丰村", "涪陵区南沱镇连丰村, 南沱镇连丰村", "南沱镇连丰村3社, 南沱镇连丰村"})
    void villages_are_found_in_addresses(String address, String village) {
        assertThat(FULING.find(address)).hasValueSatisfying(found -> {
            assertThat(found.written()).isEqualTo(village);
            assertThat(found.code()).startsWith("500102103").hasSize(12);
        });
    }

    @Test
    void places_elsewhere_are_no_village_of_the_county() {
        assertThat(FULING.find("四川省成都市武侯区某村")).isEmpty();
        assertThat(FULING.find("")).isEmpty();
    }

    @Test
    void every_code_has_a_sentence_in_both_languages() {
        assertThat(RowFault.codes()).isNotEmpty().allSatisfy(code -> {
            assertThat(RowFault.sentence(code).zh()).matches(".*\\p{IsHan}.*");
            assertThat(RowFault.sentence(code).en()).matches(".*[a-z].*");
        });
    }

    @Test
    void the_same_payment_to_the_same_person_is_a_duplicate_and_another_amount_is_not() {
        var seen = new Fingerprints();
        byte[] token = {1, 2, 3};
        long one = Fingerprints.of(token, "王建国", null, null, "NATURAL_PERSON", null, BigDecimal.TEN, TODAY);
        long same = Fingerprints.of(token, "王建囯", "x", null, "NATURAL_PERSON", null, new BigDecimal("10.00"), TODAY);
        long other = Fingerprints.of(token, "王建国", null, null, "NATURAL_PERSON", null, BigDecimal.ONE, TODAY);
        assertThat(seen.addAndTell(one)).isFalse();
        assertThat(seen.addAndTell(same)).isTrue();
        assertThat(seen.addAndTell(other)).isFalse();
    }

    private static RowReading grant(String... cells) {
        return reads("姓名", "身份证号", "金额", "日期").read(row(cells));
    }

    private static ReadsRow reads(String... headers) {
        return new ReadsRow(Headers.mapping(1, Arrays.asList(headers)), FULING, TODAY);
    }

    private static Row row(String... cells) {
        return new Row(2, List.of(cells), List.of());
    }
}
