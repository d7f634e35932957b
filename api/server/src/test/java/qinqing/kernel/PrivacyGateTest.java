package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static qinqing.kernel.PrivacyGate.Kind.BANK_CARD;
import static qinqing.kernel.PrivacyGate.Kind.HOUSE_NUMBER;
import static qinqing.kernel.PrivacyGate.Kind.ID_NUMBER;
import static qinqing.kernel.PrivacyGate.Kind.LANDLINE;
import static qinqing.kernel.PrivacyGate.Kind.MOBILE_PHONE;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qinqing.kernel.PrivacyGate.Finding;
import qinqing.kernel.PrivacyGate.Kind;

class PrivacyGateTest {

    @Provide
    Arbitrary<IdNumber> numbers() {
        return People.numbers();
    }

    @Property
    void an_identity_number_is_found_where_it_stands(
            @ForAll("numbers") IdNumber number, @ForAll("styles") Style style) {
        String written = style.of(number.value());
        assertThat(PrivacyGate.findIn("受益人" + written + "已享受"))
                .containsExactly(new Finding(ID_NUMBER, 3, 3 + written.length()));
    }

    @Property
    void an_old_number_and_a_mistyped_one_are_found_too(
            @ForAll("numbers") IdNumber number, @ForAll @IntRange(min = 1, max = 9) int shift) {
        String value = number.value();
        char wrong = (char) ('0' + (value.charAt(15) - '0' + shift) % 10);
        assertThat(kinds(value.substring(0, 15) + wrong + value.substring(16))).containsExactly(ID_NUMBER);
        if (number.birthDate().getYear() < 2000) {
            assertThat(kinds("旧证" + value.substring(0, 6) + value.substring(8, 17)))
                    .containsExactly(ID_NUMBER);
        }
    }

    @Property
    void a_masked_number_is_no_finding(@ForAll("numbers") IdNumber number) {
        assertThat(PrivacyGate.findIn("身份证" + number.masked())).isEmpty();
    }

    @Property
    void a_bank_card_is_found(
            @ForAll @CharRange(from = '0', to = '9') @StringLength(min = 13, max = 15) String middle) {
        String card = withLuhn("62" + middle);
        if (card.length() != 18 || CreditCode.reasonAgainst(card).isPresent()) {
            assertThat(kinds("卡号" + card + "。"))
                    .containsAnyOf(BANK_CARD, ID_NUMBER)
                    .hasSize(1);
            assertThat(kinds("卡号" + card.replaceAll("(.{4})(?=.)", "$1 "))).containsAnyOf(BANK_CARD, ID_NUMBER);
        }
    }

    @Property
    void a_mobile_number_is_found_in_every_grouping(
            @ForAll @LongRange(min = 13_000_000_000L, max = 19_999_999_999L) long number) {
        String n = Long.toString(number);
        for (String written : List.of(
                n,
                "+86" + n,
                n.substring(0, 3) + "-" + n.substring(3, 7) + "-" + n.substring(7),
                n.substring(0, 3) + " " + n.substring(3, 7) + " " + n.substring(7),
                n.substring(0, 4) + " " + n.substring(4, 7) + " " + n.substring(7))) {
            assertThat(kinds("联系" + written + "张")).as(written).containsExactly(MOBILE_PHONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"023-72000000", "(023)72000000", "０２３－７２００００００", "0774 2000000"})
    void a_landline_is_found(String written) {
        assertThat(kinds("电话：" + written)).containsExactly(LANDLINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "太极大道12号",
                "太极大道十二号",
                "太极大道１２号附３号",
                "白果村三组12-1号",
                "兴华中路12号5-2",
                "香江花园3栋2单元501",
                "香江花园3栋",
                "香江花园A栋1203室",
                "香江花园三幢二单元",
                "金科天籁3-2-501",
                "金科天籁A座1203",
                "金科天籁1号楼",
                "501室",
                "兴华中路3#501",
                "1\u200B2号"
            })
    void a_house_number_is_found(String written) {
        assertThat(kinds("住" + written)).containsOnly(HOUSE_NUMBER).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "涪陵委办发〔2018〕14号",
                "渝纪办发﹝2018﹞9号",
                "梧水利[2020]163号文件",
                "江委发（2018）148号",
                "公告2018年第14号",
                "区政府令第3号",
                "500102-2026-0001",
                "公示500102-2026-1001 2026-11-21",
                "编号500102-2026-0001号",
                "2018年6月22日",
                "2018-06-22至2018-07-31",
                "18-06-22",
                "6月22号",
                "12345.67元",
                "1,234,567.00元",
                "共3户12人，5个单元，2座水库",
                "1号泵站、3号桥、G319国道、5号线",
                "2018年房建项目",
                "三室一厅",
                "138****0001",
                "91500102MA5U123456",
                "马武镇白果村三组",
                "荔枝街道太极大道香江花园",
                "2019 2020 2021 2022 2023",
                "财政资金（元）：5000 2018年第一批"
            })
    void what_every_notice_says_is_no_finding(String text) {
        assertThat(PrivacyGate.findIn(text)).isEmpty();
    }

    @Property
    void any_text_at_all_can_be_searched_and_findings_lie_in_it(@ForAll String anything) {
        assertThat(PrivacyGate.findIn(anything))
                .allMatch(f -> f.start() >= 0 && f.start() < f.end() && f.end() <= anything.length());
    }

    private static List<Kind> kinds(String text) {
        return PrivacyGate.findIn(text).stream().map(Finding::kind).toList();
    }

    private static String withLuhn(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit;
        }
        return body + (10 - sum % 10) % 10;
    }

    interface Style {
        String of(String number);
    }

    @Provide
    Arbitrary<Style> styles() {
        return Arbitraries.of(
                s -> s,
                s -> s.replace('X', 'x'),
                s -> s.substring(0, 6) + "-" + s.substring(6, 14) + "-" + s.substring(14),
                s -> String.join(" ", s.split("")),
                s -> s.substring(0, 6) + " " + s.substring(6),
                s -> s.substring(0, 9) + "\u200B" + s.substring(9),
                s -> s.chars()
                        .collect(StringBuilder::new, (b, c) -> b.append((char) (c + 0xFEE0)), StringBuilder::append)
                        .toString());
    }
}
