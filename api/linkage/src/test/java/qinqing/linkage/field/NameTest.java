package qinqing.linkage.field;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qinqing.linkage.field.Name.Likeness;

class NameTest {

    @ParameterizedTest
    @CsvSource({
        "张国强, 張國強, EQUAL",
        "李丽, 李　丽, EQUAL",
        "阿依古丽·买买提, 阿依古丽•买买提, EQUAL",
        "阿依古丽·买买提, 阿依古丽買買提, EQUAL",
        "李丽, 李莉, SOUND",
        "单雄信, 善雄信, SOUND",
        "陈平, 程频, DIALECT",
        "林南, 零兰, DIALECT",
        "王土明, 王士明, SHAPE",
        "周己, 周已, SHAPE",
        "张小三, 张*三, SHOWN",
        "张小三, 张某, SHOWN",
        "张小三, 张某某, SHOWN",
        "张小三, 张**, SHOWN",
        "张小三, *小三, SHOWN",
        "张小三, 张?三, SHOWN",
        "张\uE863三, 张喆三, SHOWN",
        "张小三, 李*三, DIFFERENT",
        "张小三, 张大三, ONE_OTHER",
        "张小三, 张三小, EDITED",
        "张小三, 张三, EDITED",
        "张小三, 张大五, SURNAME",
        "张小三, 李四, DIFFERENT",
        "张小三, 无, MISSING",
    })
    void each_likeness_is_recognised(String declared, String printed, Likeness expected) {
        assertThat(Name.compare(Name.read(declared), Name.read(printed))).isEqualTo(expected);
    }

    @Property(tries = 1000)
    void comparing_is_symmetric(@ForAll String a, @ForAll String b) {
        assertThat(Name.compare(Name.read(a), Name.read(b))).isEqualTo(Name.compare(Name.read(b), Name.read(a)));
    }
}
