package qinqing.deadline;

/**
 * How long a step may, or must at least, take, and where that is written.
 *
 * @param amount how many units; a county may set it from {@code atLeast} to {@code atMost}
 * @param requirement the id of the requirement, for example {@code A10.2}
 * @param name what the term is called, in Chinese
 * @param englishName the same in English
 * @param rule the rule as a Chinese sentence, in which {@value #AMOUNT} stands for the length
 */
public record StatutoryTerm(
        TermKey key,
        int amount,
        TermUnit unit,
        LastDay lastDay,
        int atLeast,
        int atMost,
        String requirement,
        String name,
        String englishName,
        String rule) {

    static final String AMOUNT = "{期限}";

    /** @throws IllegalArgumentException if the amount is out of its bounds */
    public StatutoryTerm {
        if (atLeast < 1 || amount < atLeast || amount > atMost)
            throw new IllegalArgumentException(
                    key.setting() + " must be from " + atLeast + " to " + atMost + ", not " + amount);
        if (!rule.contains(AMOUNT)) throw new IllegalArgumentException(key + ": the rule does not say how long");
    }

    /** Whether a county may set this amount. */
    public boolean permits(int amount) {
        return amount >= atLeast && amount <= atMost;
    }

    /** Whether a county may set another amount at all. */
    public boolean isSettable() {
        return atLeast < atMost;
    }

    /** The length in Chinese, for example 10个工作日. */
    public String length() {
        return unit.inChinese(amount);
    }

    /** The whole rule with its length, in Chinese. */
    public String sentence() {
        return rule.replace(AMOUNT, length());
    }

    StatutoryTerm withAmount(int other) {
        return new StatutoryTerm(key, other, unit, lastDay, atLeast, atMost, requirement, name, englishName, rule);
    }
}
