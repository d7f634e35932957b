package qinqing.linkage.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qinqing.linkage.field.Address.Likeness;

class AddressReaderTest {

    @ParameterizedTest
    @CsvSource({
        "渠江镇红星村3组12号, HOUSE",
        "四川省渠县渠江镇红星村三组, GROUP",
        "红星村3组, GROUP",
        "红星村第三村民小组, GROUP",
        "渠江镇红星社区, VILLAGE",
        "渠江街道红星社区居委会, VILLAGE",
        "渠江红星3组12号, HOUSE",
        "渠江镇红星村5组, OTHER_GROUP",
        "新城镇红星村, VILLAGE_NAME",
        "渠江镇, TOWN",
        "渠江镇东风村, OTHER_VILLAGE",
        "涌兴镇东风村, OTHER_TOWN",
        "无, MISSING",
    })
    void levels_are_recognised_under_any_spelling(String printed, Likeness expected) {
        AddressReader reader = new AddressReader();
        Address declared = reader.read("四川省达州市渠县渠江镇红星村3组12号");
        reader.read(printed);
        assertThat(Address.compare(declared, reader.again(printed))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "重庆市彭水苗族土家族自治县保家镇红星村, 彭水县保家镇红星村",
        "重庆市彭水苗族土家族自治县保家镇鹿山居委会, 彭水县保家镇鹿山社区",
        "北京市东城区东华门街道人民路12号, 东城区东华门街道人民路12号",
    })
    void two_spellings_of_one_place_are_one(String a, String b) {
        AddressReader reader = new AddressReader();
        assertThat(Address.compare(reader.read(a), reader.read(b))).isIn(Likeness.VILLAGE, Likeness.HOUSE);
    }
}
