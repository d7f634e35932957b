package qinqing.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount of public money in yuan, to the fen, from nothing up to {@link #LARGEST}.
 *
 * @param yuan scale 2
 */
public record Money(BigDecimal yuan) implements Comparable<Money> {

    /** No county project comes near; a greater number has the wrong unit. 10 000 000 000 yuan. */
    public static final BigDecimal LARGEST = new BigDecimal("10000000000.00");

    public static final Money ZERO = new Money(BigDecimal.ZERO);

    private static final Pattern PRINTED = Pattern.compile(
            "(?:人民币|RMB|CNY)?¥?(?<sign>-?)¥?(?<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})(?:\\.[0-9]{1,20})?)(?<unit>万|亿)?(?:元|圆)?整?");

    /** @throws InvalidValue with a {@link MoneyFault} */
    public Money {
        Optional<MoneyFault> fault = faultOf(yuan);
        if (fault.isPresent()) {
            throw new InvalidValue(fault.get());
        }
        yuan = yuan.setScale(2, RoundingMode.UNNECESSARY);
    }

    /** As it goes out: yuan with two decimals, as text so that no reader rounds it. */
    public static @Nullable String plain(@Nullable BigDecimal yuan) {
        return yuan == null ? null : yuan.setScale(2).toPlainString();
    }

    /** @throws InvalidValue with a {@link MoneyFault} */
    public static Money ofYuan(long yuan) {
        return new Money(BigDecimal.valueOf(yuan));
    }

    /**
     * Reads an amount as it was printed: any width, thousands commas, ￥, 元, 万元, 亿元.
     *
     * @throws InvalidValue with the {@link MoneyFault} that stands against it
     */
    public static Money of(String printed) {
        String text = cleaned(printed);
        if (text.isEmpty()) {
            throw new InvalidValue(MoneyFault.MISSING);
        }
        Matcher matcher = PRINTED.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue(MoneyFault.NOT_A_NUMBER);
        }
        BigDecimal number =
                new BigDecimal(matcher.group("sign") + matcher.group("number").replace(",", ""));
        String unit = matcher.group("unit");
        return new Money(unit == null ? number : number.movePointRight("万".equals(unit) ? 4 : 8));
    }

    /** What stands against a printed amount, if anything. */
    public static Optional<MoneyFault> reasonAgainst(String printed) {
        try {
            of(printed);
            return Optional.empty();
        } catch (InvalidValue invalid) {
            return invalid.reason() instanceof MoneyFault fault ? Optional.of(fault) : Optional.empty();
        }
    }

    /** @throws InvalidValue when the sum is above {@link #LARGEST} */
    public Money plus(Money other) {
        return new Money(yuan.add(other.yuan));
    }

    /** As it goes over the wire: {@code 1234.50}. */
    public String value() {
        return yuan.toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return yuan.compareTo(other.yuan);
    }

    @Override
    public String toString() {
        return value();
    }

    private static Optional<MoneyFault> faultOf(BigDecimal amount) {
        if (amount.signum() < 0) {
            return Optional.of(MoneyFault.NEGATIVE);
        }
        // Compared before any change of scale: 1E+999999999 would fill the memory with zeros.
        if (amount.compareTo(LARGEST) > 0) {
            return Optional.of(MoneyFault.TOO_MUCH);
        }
        if (amount.signum() != 0
                && amount.scale() > 2
                && amount.stripTrailingZeros().scale() > 2) {
            return Optional.of(MoneyFault.TOO_FINE);
        }
        return Optional.empty();
    }

    private static String cleaned(String printed) {
        return Characters.withoutBlanks(Characters.flat(printed));
    }
}
