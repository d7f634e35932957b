package qinqing.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qinqing.intake.ColumnMapping.Column;
import qinqing.spreadsheet.Row;

class HeadersTest {
    @ParameterizedTest
    @CsvSource({
        "姓名, NAME",
        "受益人姓名, NAME",
        "领款人, NAME",
        "受益对象, NAME",
        "申请人姓名, NAME",
        "姓　　名, NAME",
        "身份证号, ID_NUMBER",
        "身份证号码, ID_NUMBER",
        "公民身份号码, ID_NUMBER",
        "居民身份证号码, ID_NUMBER",
        "证件号码, ID_NUMBER",
        "联系电话, PHONE",
        "手机号, PHONE",
        "手机号码, PHONE",
        "电话, PHONE",
        "联系方式, PHONE",
        "代理人联系电话, PHONE",
        "家庭住址, ADDRESS",
        "地址, ADDRESS",
        "户籍地址, ADDRESS",
        "住址, ADDRESS",
        "家庭地址, ADDRESS",
        "村, PLACE",
        "村（社区）, PLACE",
        "所在村, PLACE",
        "乡镇, PLACE",
        "实施地点, PLACE",
        "服务地点, PLACE",
        "金额, AMOUNT",
        "补助金额(元), AMOUNT",
        "补助金额（元）, AMOUNT",
        "发放金额, AMOUNT",
        "合同金额（万元）, AMOUNT",
        "合同价(元), AMOUNT",
        "发放时间, STARTS_ON",
        "发放日期, STARTS_ON",
        "日期, STARTS_ON",
        "兑现日期, STARTS_ON",
        "打卡时间, STARTS_ON",
        "合同签订时间, STARTS_ON",
        "单位名称, COMPANY_NAME",
        "企业名称, COMPANY_NAME",
        "承建单位, COMPANY_NAME",
        "承接单位名称, COMPANY_NAME",
        "中标单位, COMPANY_NAME",
        "统一社会信用代码, CREDIT_CODE",
        "社会信用代码, CREDIT_CODE",
        "法定代表人, LEGAL_REPRESENTATIVE_NAME",
        "法人代表, LEGAL_REPRESENTATIVE_NAME",
        "法定代表人姓名, LEGAL_REPRESENTATIVE_NAME",
        "法定代表人身份证号, LEGAL_REPRESENTATIVE_ID",
        "法人代表身份证号码, LEGAL_REPRESENTATIVE_ID",
        "委托代理人, AGENT_NAME",
        "代理人姓名, AGENT_NAME",
        "委托代理人身份证号, AGENT_ID",
        "户主姓名, HOUSEHOLD_HEAD",
        "备注, NOTE",
        "申请编号, REFERENCE"
    })
    void the_usual_names_of_columns_are_known(String header, BeneficiaryField field) {
        assertThat(Headers.field(Headers.word(header))).contains(field);
    }

    @ParameterizedTest
    @CsvSource({"序号", "项目名称", "银行卡号", "开户行", "性别", "面积（亩）", "2025年农村危房改造补助名单", "补助标准"})
    void what_is_no_field_of_ours_is_left_alone(String header) {
        assertThat(Headers.field(Headers.word(header))).isEmpty();
    }

    @Test
    void titles_above_the_headers_are_skipped() {
        var mapping = Headers.recognize(List.of(
                row(1, "2025年农村危房改造补助发放名单"),
                row(2, "填报单位：南沱镇", "", "单位：元"),
                row(3, "序号", "户主姓名", "身份证号码", "补助金额"),
                row(4, "1", "王建国", "500102196001010018", "100")));
        assertThat(mapping.headerRow()).isEqualTo(3);
        assertThat(mapping.isSelfEvident()).isTrue();
        assertThat(fields(mapping))
                .containsExactly(
                        BeneficiaryField.IGNORED,
                        BeneficiaryField.NAME,
                        BeneficiaryField.ID_NUMBER,
                        BeneficiaryField.AMOUNT);
    }

    @Test
    void the_head_of_the_household_is_not_the_beneficiary_where_both_stand() {
        assertThat(fields(Headers.recognize(List.of(row(1, "户主", "姓名", "身份证号")))))
                .containsExactly(BeneficiaryField.HOUSEHOLD_HEAD, BeneficiaryField.NAME, BeneficiaryField.ID_NUMBER);
    }

    @Test
    void what_was_paid_counts_before_what_was_promised() {
        assertThat(fields(Headers.recognize(List.of(row(1, "姓名", "身份证号", "应发金额", "实发金额")))))
                .containsExactly(
                        BeneficiaryField.NAME,
                        BeneficiaryField.ID_NUMBER,
                        BeneficiaryField.IGNORED,
                        BeneficiaryField.AMOUNT);
    }

    @Test
    void a_list_without_a_column_of_numbers_is_shown_to_a_person() {
        var mapping = Headers.recognize(List.of(row(1, "姓名", "金额", "日期")));
        assertThat(mapping.namesSomebody()).isTrue();
        assertThat(mapping.isSelfEvident()).isFalse();
    }

    @Test
    void unknown_headers_are_proposed_for_a_person_to_settle() {
        var mapping = Headers.recognize(List.of(row(1, "甲", "乙", "丙"), row(2, "王建国", "1", "2")));
        assertThat(mapping.isSelfEvident()).isFalse();
        assertThat(mapping.columns()).extracting(Column::header).containsExactly("甲", "乙", "丙");
    }

    @ParameterizedTest
    @CsvSource({"合同金额（万元）, 万元", "金额(元), ''", "投资额[亿元], 亿元", "金额, ''", "补助（千元）, 千元"})
    void the_unit_of_account_is_read_from_the_header(String header, String unit) {
        assertThat(Headers.unit(header)).isEqualTo(unit);
    }

    private static Row row(int number, String... cells) {
        return new Row(number, Arrays.asList(cells), List.of());
    }

    private static List<BeneficiaryField> fields(ColumnMapping mapping) {
        return Stream.of(mapping)
                .flatMap(one -> one.columns().stream())
                .map(Column::field)
                .toList();
    }
}
