package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5|1234.50",
                "1,234.50|1234.50",
                "￥1，234.50|1234.50",
                "1 234.50元|1234.50",
                "人民币1200元整|1200.00",
                "１２００|1200.00",
                "1.2万元|12000.00",
                "0.00015万|1.50",
                "1.05亿元|105000000.00",
                "100.000|100.00",
                "0|0.00"
            })
    void one_amount_in_many_hands(String printed, String value) {
        assertThat(Money.of(printed).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''|MISSING",
                "元|NOT_A_NUMBER",
                "1,23|NOT_A_NUMBER",
                "1E9|NOT_A_NUMBER",
                "=A1*2|NOT_A_NUMBER",
                "1.2.3|NOT_A_NUMBER",
                "-1|NEGATIVE",
                "￥-0.01|NEGATIVE",
                "0.001|TOO_FINE",
                "10000000000.01|TOO_MUCH",
                "101亿元|TOO_MUCH"
            })
    void each_fault_is_named(String printed, MoneyFault fault) {
        assertThat(Money.reasonAgainst(printed)).contains(fault);
    }

    @Test
    void an_absurd_exponent_is_refused_without_counting_to_it() {
        assertThatThrownBy(() -> new Money(new BigDecimal("1E+999999999"))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Money(new BigDecimal("1E-999999999"))).isInstanceOf(InvalidValue.class);
    }

    @Property
    void what_is_written_is_read_back(@ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long fen) {
        Money money = new Money(BigDecimal.valueOf(fen, 2));
        assertThat(Money.of(money.value())).isEqualTo(money);
        assertThat(money.plus(Money.ZERO)).isEqualTo(money);
    }
}
