package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    /** 梧水利〔2020〕163号附件6备注1、2 (A22.1). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "重庆市涪陵区敦仁街道兴华中路12号|敦仁街道兴华中路",
                "重庆市涪陵区敦仁街道办事处兴华中路12号附3号5-2|敦仁街道兴华中路",
                "涪陵区荔枝街道太极大道39号香江花园3栋2单元501|荔枝街道太极大道香江花园",
                "荔枝街道太极大道香江花园３栋２单元５０１室|荔枝街道太极大道香江花园",
                "荔枝街道滨江路金科天籁3栋2单元501|荔枝街道滨江路金科天籁",
                "荔枝街道滨江路88号金科天籁A座1203|荔枝街道滨江路金科天籁",
                "重庆市涪陵区马武镇白果村三组12号|马武镇白果村三组",
                "马武镇白果村3组45号附1号|马武镇白果村3组",
                "马武镇白果村村民委员会第二村民小组|马武镇白果村第二村民小组",
                "马武镇白果村大湾组7号|马武镇白果村大湾组",
                "江阳乡双路村5社18号|江阳乡双路村5社",
                "江阳乡新村路18号|江阳乡新村路",
                "敦仁街道南门山社区人民路12号|敦仁街道人民路",
                "敦仁街道南门山社区居委会|敦仁街道南门山社区",
                "广西壮族自治区梧州市万秀区城东镇河堤一路8号|城东镇河堤一路",
                "湖北省咸宁市通城县隽水镇解放西路二段3号|隽水镇解放西路二段",
                "彭水苗族土家族自治县汉葭街道沙沱小区6幢|汉葭街道沙沱小区",
                "内江市市中区城东街道玉溪路12弄3号|城东街道玉溪路",
                "涪陵区太极大道39号|涪陵区太极大道",
                "马武镇白果村老屋院子12号（老屋后面）|马武镇白果村"
            })
    void a_board_names_township_and_road_or_compound_and_no_door(String written, String shown) {
        assertThat(Address.of(written).forPublication()).contains(shown);
    }

    @Test
    void nothing_is_shown_that_is_not_surely_harmless() {
        assertThat(Address.of("12号").forPublication()).isEmpty();
        assertThat(Address.of("家里").forPublication()).isEmpty();
    }

    @Property(tries = 5000)
    void the_gate_finds_nothing_in_what_a_board_shows(@ForAll("addresses") String written) {
        Address address = Address.of(written);
        address.forPublication().ifPresent(shown -> {
            assertThat(PrivacyGate.findIn(shown)).isEmpty();
            assertThat(shown).doesNotContain("栋", "单元", "号", "室");
        });
        assertThat(address.toString()).doesNotContain("栋", "单元", "号", "室");
    }

    @Property(tries = 5000)
    void the_key_of_a_key_is_the_key(@ForAll("addresses") String written) {
        String key = Address.of(written).key();
        assertThat(Address.keyOf(key)).isEqualTo(key);
    }

    @Test
    void one_place_in_many_hands_has_one_key() {
        String key = Address.of("马武镇白果村3组12号").key();
        assertThat(Address.of("马武镇 白果村 三组 12 号").key()).isEqualTo(key);
        assertThat(Address.of("马武镇白果村村民委员会第三村民小组，１２号").key()).isEqualTo(key);
        assertThat(Address.of("香江花园十二幢二单元501室").key())
                .isEqualTo(Address.of("香江花园12号楼2单元501室").key());
        assertThat(Address.of("3-2-501").key())
                .isNotEqualTo(Address.of("32-501").key());
    }

    @Test
    void each_fault_is_named() {
        assertThat(Address.reasonAgainst(" ")).contains(AddressFault.EMPTY);
        assertThat(Address.reasonAgainst("村".repeat(201))).contains(AddressFault.TOO_LONG);
        assertThat(Address.reasonAgainst("马武镇\u0007")).contains(AddressFault.CONTROL);
        assertThat(Address.reasonAgainst("马武镇\u202E村")).contains(AddressFault.DIRECTION);
        assertThat(Address.reasonAgainst("马武镇<b>")).contains(AddressFault.SYMBOL);
        assertThat(Address.reasonAgainst("马武镇😀")).contains(AddressFault.SYMBOL);
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> parts = Arbitraries.of(
                "重庆市", "涪陵区", "马武镇", "江阳乡", "敦仁街道", "白果村", "南门山社区", "三组", "第3组", "人民路", "太极大道", "香江花园", "金科天籁", "12号",
                "十二号", "附3号", "3栋", "A栋", "三单元", "2单元", "501", "501室", "3-2-501", "1号楼", "（后门）", "新村", "二期", "村", "路",
                "号", "栋", "室", "组", "3", "〇", "0", "01", "十", "第", "#", "-", "幢", "单元");
        return parts.list().ofMinSize(1).ofMaxSize(10).map(list -> String.join("", list));
    }
}
