package qinqing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong nanos = new AtomicLong();

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void columns_line_up_with_chinese_and_latin_mixed() {
        var table = new Table("步骤", "数量", "秒")
                .row("报告 declared", 62, "1.5")
                .row("公示", "1,034", "20.0")
                .render();

        assertThat(table).isEqualTo("""
                        步骤            数量    秒
                        ──────────────────────────
                        报告 declared     62   1.5
                        公示           1,034  20.0
                        """);
    }

    @Test
    void wide_narrow_and_invisible_characters_have_their_width() {
        assertThat(Table.width("亲清 ab")).isEqualTo(7);
        assertThat(Table.width("（１）")).isEqualTo(6);
        assertThat(Table.width("a\u200Bb\u0301")).isEqualTo(2);
        assertThat(Table.width("😀")).isEqualTo(2);
        assertThat(Table.width("买买提·阿")).isEqualTo(9);
    }

    @Test
    void a_row_of_the_wrong_length_is_refused() {
        assertThatThrownBy(() -> new Table("a", "b").row(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_a_terminal_only_quarters_and_the_end_are_told() {
        try (var step = new Progress(out, false, nanos::get).start("导入", 1000)) {
            for (var i = 0; i < 1000; i++) {
                step.advance();
            }
            nanos.set(2_500_000_000L);
        }

        assertThat(printed().lines().map(String::strip))
                .containsExactly(
                        "导入" + " ".repeat(23) + "25 %",
                        "导入" + " ".repeat(23) + "50 %",
                        "导入" + " ".repeat(23) + "75 %",
                        "导入" + " ".repeat(23) + "1,000/1,000  2.5 s");
        assertThat(printed()).doesNotContain("\r\u001b");
    }

    @Test
    void on_a_terminal_the_bar_is_drawn_at_most_every_80_milliseconds() {
        try (var step = new Progress(out, true, nanos::get).start("比对", 100)) {
            for (var i = 1; i <= 100; i++) {
                nanos.addAndGet(10_000_000L);
                step.to(i);
            }
        }

        assertThat(printed().chars().filter(c -> c == '\r').count()).isBetween(12L, 15L);
        assertThat(printed()).contains("█").endsWith("100/100  1.0 s" + System.lineSeparator());
    }

    @Test
    void closing_twice_prints_one_end() {
        var step = new Progress(out, false, nanos::get).start("核查", 0);
        step.close();
        step.close();

        assertThat(printed().lines()).hasSize(1);
    }
}
