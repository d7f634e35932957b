package qinqing.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end: what was done, how much of it, in how many seconds. */
final class Tally {

    private record Line(String step, long count, String detail, double seconds) {}

    private final List<Line> lines = new ArrayList<>();

    synchronized void add(String step, long count, String detail, double seconds) {
        lines.add(new Line(step, count, detail, seconds));
    }

    String render() {
        var table = new Table("环节 step", "数量", "秒 s", "");
        for (var line : lines) {
            table.row(
                    line.step(),
                    String.format(Locale.ROOT, "%,d", line.count()),
                    String.format(Locale.ROOT, "%.1f", line.seconds()),
                    line.detail());
        }
        return table.render();
    }
}
