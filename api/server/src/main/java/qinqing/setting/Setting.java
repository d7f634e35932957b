package qinqing.setting;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import qinqing.deadline.StatutoryTerm;
import qinqing.deadline.TermKey;
import qinqing.deadline.Terms;
import qinqing.problem.Text;

/**
 * Something a county may set for itself, because the documents disagree or leave it open (A24).
 *
 * @param meaning what it says, in Chinese, with the article
 * @param requirement id of the requirement
 */
record Setting(String key, String defaultValue, Kind kind, String meaning, String requirement) {
    /** Which values are allowed. */
    sealed interface Kind {
        record Number(int atLeast, int atMost) implements Kind {}

        record Choice(Set<String> values) implements Kind {}
    }

    static final String LATE_ENTRY = "entry.late-allowed";
    static final String NON_UNIVERSAL_ONLY = "scope.non-universal-only";
    static final String HEARTBEAT = "site.heartbeat-minutes";

    private static final Kind YES_OR_NO = new Kind.Choice(Set.of("true", "false"));

    /** All of them, in the order they are shown. */
    static final List<Setting> ALL = Stream.concat(
                    Terms.defaults().all().stream().map(Setting::of),
                    Stream.of(
                            new Setting(LATE_ENTRY, "true", YES_OR_NO, "事前比对之外，是否允许实施后补录（补录的另行标明）", "A24.1"),
                            new Setting(NON_UNIVERSAL_ONLY, "true", YES_OR_NO, "是否只比对非普惠制的惠民资金和项目", "A24.4"),
                            new Setting(
                                    HEARTBEAT, "60", new Kind.Number(5, 24 * 60), "网络公示点最长多少分钟不报告在线即视为公示中断", "A10.2")))
            .toList();

    private static Setting of(StatutoryTerm term) {
        return new Setting(
                term.key().setting(),
                Integer.toString(term.amount()),
                new Kind.Number(term.atLeast(), term.atMost()),
                term.sentence(),
                term.requirement());
    }

    static Optional<Setting> find(String key) {
        return ALL.stream().filter(setting -> setting.key.equals(key)).findFirst();
    }

    /** The term a key sets, for those that are terms. */
    static Optional<TermKey> term(String key) {
        return Stream.of(TermKey.values())
                .filter(term -> term.setting().equals(key))
                .findFirst();
    }

    /** What speaks against a value, with the article; empty when it is allowed. */
    Optional<Text> against(String value) {
        return switch (kind) {
            case Kind.Number(int atLeast, int atMost) ->
                isBetween(value, atLeast, atMost)
                        ? Optional.empty()
                        : Optional.of(new Text(
                                "须为 %d 至 %d 的整数（%s）".formatted(atLeast, atMost, requirement),
                                "must be a whole number from %d to %d (%s)".formatted(atLeast, atMost, requirement)));
            case Kind.Choice(Set<String> values) ->
                values.contains(value)
                        ? Optional.empty()
                        : Optional.of(new Text(
                                "须为 %s 之一（%s）".formatted(sorted(values), requirement),
                                "must be one of %s (%s)".formatted(sorted(values), requirement)));
        };
    }

    private static String sorted(Set<String> values) {
        return values.stream().sorted().collect(Collectors.joining(", "));
    }

    private static boolean isBetween(String value, int atLeast, int atMost) {
        if (!value.matches("[0-9]{1,6}")) {
            return false;
        }
        int number = Integer.parseInt(value);
        return number >= atLeast && number <= atMost;
    }
}
