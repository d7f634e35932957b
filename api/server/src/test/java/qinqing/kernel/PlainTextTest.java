package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plain texts take a short way; a zero-width character, which counts for nothing, sends the same text the long way. */
class PlainTextTest {
    private static final String[] ADDRESS_PARTS = {
        "重庆市", "涪陵区", "南沱镇", "连丰村", "村民委员会", "村委会", "社区", "居委会", "街道", "办事处", "第", "三", "十二", "0", "01", "10", "3",
        "100", "组", "小组", "村民小组", "号", "号楼", "幢", "栋", "单元", "室", "A", "b", "社", "队", "楼", "层", "两", "百", "零"
    };
    private static final String[] NAME_PARTS = {"王", "建", "国", "某", "李", "A", "·", "x", "买买提", "零", "一"};
    private static final String HIDDEN = "\u200b";
    private static final int TRIES = 30_000;

    @Test
    void addresses_have_the_same_key_by_both_ways() {
        texts(ADDRESS_PARTS, 9).forEach(text -> {
            assertThat(Address.keyOf(text)).as(text).isEqualTo(Address.keyOf(text + HIDDEN));
            assertThat(Address.reasonAgainst(text)).isEqualTo(Address.reasonAgainst(text + HIDDEN));
        });
    }

    @Test
    void names_are_read_the_same_by_both_ways() {
        texts(NAME_PARTS, 5).forEach(text -> {
            assertThat(PersonName.keyOf(text)).as(text).isEqualTo(PersonName.keyOf(text + HIDDEN));
            assertThat(PersonName.reasonAgainst(text)).isEqualTo(PersonName.reasonAgainst(text + HIDDEN));
            assertThat(PrintedName.read(text).getClass())
                    .isEqualTo(PrintedName.read(text + HIDDEN).getClass());
        });
    }

    @Test
    void numbers_are_read_the_same_by_both_ways() {
        var chance = new Random(3);
        for (int i = 0; i < TRIES; i++) {
            var first17 = "500102%04d%02d%02d%03d"
                    .formatted(
                            1900 + chance.nextInt(140), chance.nextInt(14), chance.nextInt(33), chance.nextInt(1000));
            var number = chance.nextBoolean() ? first17 + IdNumber.checkDigit(first17) : first17 + chance.nextInt(10);
            var plain = PrintedId.read(number, People.TODAY);
            var damaged = PrintedId.read(number + HIDDEN, People.TODAY);
            assertThat(plain.getClass()).isEqualTo(damaged.getClass());
            if (plain instanceof PrintedId.Broken one && damaged instanceof PrintedId.Broken other) {
                assertThat(one.fault()).isEqualTo(other.fault());
            }
        }
    }

    private static Stream<String> texts(String[] parts, int longest) {
        var chance = new Random(7);
        return Stream.generate(() -> {
                    var text = new StringBuilder();
                    for (int n = chance.nextInt(longest) + 1; n > 0; n--) {
                        text.append(parts[chance.nextInt(parts.length)]);
                    }
                    return text.toString();
                })
                .limit(TRIES);
    }
}
