package qinqing.linkage.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that no careful hand makes: clear words or sound hits, never a wrong CERTAIN. */
class BadInputTest {

    @TempDir
    Path folder;

    private static List<String> lines(String header, Stream<String> lines) {
        List<String> all = new ArrayList<>(List.of(header));
        lines.forEach(all::add);
        return all;
    }

    private static String number(int i) {
        String body = "512301" + (19500101 + i / 900 % 28) + String.format("%03d", 100 + i % 900);
        return body + CountyGenerator.check(body);
    }

    @Test
    void an_empty_file_or_one_without_ids_is_refused_in_words() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        LinkRun run = LinkRun.of(folder, empty, empty);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.said()).contains("空");
        run = LinkRun.of(folder, List.of("name", "张三"), List.of(LinkRun.ROWS));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.said()).contains("relative_id");
        assertThat(run.hits()).isEmpty();
        run = LinkRun.of(folder, folder.resolve("nowhere.csv"), empty);
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void one_column_or_only_a_header_gives_no_hits() throws IOException {
        LinkRun run = LinkRun.of(folder, List.of("relative_id", "r1", "r2"), List.of("beneficiary_id", "b1"));
        assertThat(run.code()).isZero();
        assertThat(run.hits()).containsExactly(LinkCommand.HEADER);
        run = LinkRun.of(folder, List.of(LinkRun.RELATIVES), List.of(LinkRun.ROWS));
        assertThat(run.hits()).containsExactly(LinkCommand.HEADER);
    }

    @Test
    void many_equal_names_without_numbers_are_nobodys_certain_hit() throws IOException {
        LinkRun run = LinkRun.of(
                folder,
                lines(
                        LinkRun.RELATIVES,
                        IntStream.range(0, 3000).mapToObj(i -> "r" + i + ",o" + i + ",父亲,李勇," + number(i) + ",,红星村")),
                lines(LinkRun.ROWS, IntStream.range(0, 20_000).mapToObj(i -> "b" + i + ",L1,李勇,,,红星村")));
        assertThat(run.code()).isZero();
        assertThat(run.certain()).isEmpty();
    }

    @Test
    void numbers_that_are_all_hidden_certify_nobody() throws IOException {
        LinkRun run = LinkRun.of(
                folder,
                lines(
                        LinkRun.RELATIVES,
                        IntStream.range(0, 2000).mapToObj(i -> "r" + i + ",o" + i + ",父亲,张三," + number(i) + ",,")),
                lines(LinkRun.ROWS, IntStream.range(0, 5000).mapToObj(i -> "b" + i + ",L1,张三,******************,,")));
        assertThat(run.code()).isZero();
        assertThat(run.certain()).isEmpty();
    }

    @Test
    void one_number_for_everybody_certifies_nobody_of_another_name() throws IOException {
        String surnames = "王李张刘陈杨黄赵吴周";
        String given = "伟强军杰明勇刚平辉斌丽敏静燕艳霞玲梅秀兰";
        LinkRun run = LinkRun.of(
                folder,
                lines(
                        LinkRun.RELATIVES,
                        IntStream.range(0, 2000)
                                .mapToObj(i -> "r" + i + ",o" + i + ",父亲," + name(surnames, given, i)
                                        + ",512301195001011236,,")),
                lines(
                        LinkRun.ROWS,
                        IntStream.range(0, 4000)
                                .mapToObj(i -> "b" + i + ",L1," + name(surnames, given, i * 7 + 3)
                                        + ",512301195001011236,,")));
        assertThat(run.code()).isZero();
        assertThat(run.certain()).isEmpty();
    }

    private static String name(String surnames, String given, int i) {
        return "" + surnames.charAt(i % 10) + given.charAt(i / 10 % 20) + given.charAt(i / 200 % 20);
    }

    @Test
    void ten_thousand_relatives_of_one_official_are_all_compared() throws IOException {
        LinkRun run = LinkRun.of(
                folder,
                lines(
                        LinkRun.RELATIVES,
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "r" + i + ",o1,兄弟," + name("王李张刘陈杨黄赵吴周", "伟强军杰明勇刚平辉斌丽敏静燕艳霞玲梅秀兰", i) + ","
                                        + number(i) + ",,")),
                lines(
                        LinkRun.ROWS,
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "b" + i + ",L1," + name("王李张刘陈杨黄赵吴周", "伟强军杰明勇刚平辉斌丽敏静燕艳霞玲梅秀兰", i) + ","
                                        + number(i) + ",,")));
        assertThat(run.code()).isZero();
        assertThat(run.certain()).hasSize(10_000).allMatch(h -> h.matches("r(\\d+),b\\1,.*"));
    }

    @Test
    void endless_names_and_broken_characters_are_read_past() throws IOException {
        String endless = "张".repeat(200);
        Path rows = folder.resolve("rows.csv");
        byte[] text = (LinkRun.ROWS + "\nb1,L1," + endless + ",512301195001011236,,\nb2,L1,张~三,512301195001011236,,\n")
                .getBytes("UTF-8");
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == '~' ? (byte) 0xED : text[i];
        }
        Files.write(rows, text);
        Path relatives = Files.write(
                folder.resolve("relatives.csv"), List.of(LinkRun.RELATIVES, "r1,o1,父亲,张小三,512301195001011236,,"));
        LinkRun run = LinkRun.of(folder, relatives, rows);
        assertThat(run.code()).isZero();
        assertThat(run.certain()).allMatch(h -> h.startsWith("r1,b2,"));
        assertThat(run.hits()).anyMatch(h -> h.startsWith("r1,b2,beneficiary,0.99"));
        assertThat(qinqing.linkage.field.Name.read("张\uD842三").masked).isTrue();
    }

    @Test
    void a_model_of_another_format_is_refused() throws IOException {
        Path model = Files.writeString(
                folder.resolve("model.properties"), "format = qinqing-linkage-model/9\nversion = x\n");
        LinkRun run =
                LinkRun.of(folder, List.of(LinkRun.RELATIVES), List.of(LinkRun.ROWS), "--model", model.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.said()).contains("qinqing-linkage-model/9");
    }

    @Test
    void calls_that_make_no_sense_are_told_so() throws IOException {
        assertThat(LinkRun.of(folder, List.of(LinkRun.RELATIVES), List.of(LinkRun.ROWS), "--threads", "many")
                        .code())
                .isEqualTo(2);
        assertThat(LinkRun.of(folder, List.of(LinkRun.RELATIVES), List.of(LinkRun.ROWS), "--fast")
                        .code())
                .isEqualTo(2);
    }
}
