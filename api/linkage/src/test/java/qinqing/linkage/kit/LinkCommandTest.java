package qinqing.linkage.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a person calls it: files in, hits out. */
class LinkCommandTest {

    private static final String RELATIVES = """
            relative_id,official_id,relation,name,gender,id_number,phone,household_address,employer,status,deceased_date
            r1,o1,父亲,张国强,男,512301195001011236,13812345678,四川省达州市渠县渠江镇红星村3组12号,,正常,
            r2,o1,配偶,李丽,女,512301197502021247,13912345679,四川省达州市渠县渠江镇红星村3组12号,,去世,2024-01-05
            r3,o2,兄弟,阿依古丽·买买提,女,,13712345679,渠江镇东风村1组,,正常,
            """;

    @TempDir
    Path folder;

    private String told = "";

    private List<String> link(String relatives, String rows, Charset charset, String... more) throws IOException {
        Path declared = Files.write(folder.resolve("relatives.csv"), relatives.getBytes(charset));
        Path listed = Files.write(folder.resolve("rows.csv"), rows.getBytes(charset));
        Path hits = folder.resolve("hits.csv");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        List<String> args = Stream.concat(
                        Stream.of(declared.toString(), listed.toString(), "-o", hits.toString()), Stream.of(more))
                .toList();
        int code = LinkCommand.run(args, err, err);
        told = said.toString(StandardCharsets.UTF_8);
        assertThat(code).as(told).isZero();
        return Files.readAllLines(hits);
    }

    private List<String> row(String cells) throws IOException {
        String header =
                "beneficiary_id,list_id,row_type,name,id_number,phone,address,uscc,legal_rep,legal_rep_id,agent,agent_phone,pay_date\n";
        List<String> lines = link(RELATIVES, header + "b1,L1," + cells + "\n", StandardCharsets.UTF_8);
        assertThat(lines.getFirst()).isEqualTo("relative_id,beneficiary_id,role,score,band,explanation");
        return lines.subList(1, lines.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "个人,张国强,512301195001011236,,,,,,,, | 身份证号一致（5123**********1236），姓名一致",
                "个人,张国强,５１２３０１１９５００１０１１２３６,,,,,,,, | 身份证号一致",
                "个人,張國強,'512301195001011236,,,,,,,, | 仅写法不同",
                "个人,张 国强,512301500101123,,,,,,,, | 身份证号一致",
                "个人,张国强,512301195001011226,,,,,,,, | 有一处笔误",
                "个人,张国强,521301195001011236,,,,,,,, | 有一处笔误",
                "个人,张国强,51230119500101123,,,,,,,, | 少一位",
                "个人,张国强,5123011950010112336,,,,,,,, | 多一位",
                "个人,张国强,512301195001011000,,,,,,,, | 表格软件",
                "个人,张国强,5.12301195001011E+17,,,,,,,, | 表格软件",
                "个人,张国强,5123**********1236,,红星村3组,,,,,, | 未遮盖的 8 位一致",
                "个人,张国强,512301□□□□□□□□1236,,红星村3组,,,,,, | 未遮盖的 10 位一致",
                "个人,张国强,512301XXXXXXXX1236,,红星村3组,,,,,, | 未遮盖的 10 位一致",
                "个人,张国强,512301****1236,,红星村3组,,,,,, | 未遮盖的 10 位一致",
                "个人,张*强,51230119500101****,,红星村3组,,,,,, | 姓名未遮盖的字一致",
                "个人,李莉,512301197502021247,,,,,,,, | 姓名同音",
                "个人,阿依古丽•买买提,,13712345679,,,,,,, | 电话一致（****5679）",
                "企业,,,,,91500243MA5U000001,张国强,512301195001011236,,, | 法定代表人：",
                "企业,,,,,91500243MA5U000001,,,张国强,13812345678, | 经办",
            })
    void a_damaged_row_is_found_and_explained(String cells, String reason) throws IOException {
        assertThat(row(cells))
                .hasSize(1)
                .first()
                .asString()
                .contains(",0.99", reason)
                .doesNotContain("POSSIBLE")
                .doesNotContain("19500101,")
                .doesNotContain("13812345678");
    }

    @Test
    void an_equal_number_with_quite_another_name_is_a_conflict_and_never_certain() throws IOException {
        assertThat(row("个人,王小明,512301195001011236,13812345678,红星村3组,,,,,,"))
                .first()
                .asString()
                .contains("存在冲突")
                .doesNotContain("CERTAIN");
    }

    @Test
    void a_payment_after_death_is_flagged() throws IOException {
        assertThat(row("个人,李丽,512301197502021247,,,,,,,,2024-06-01"))
                .first()
                .asString()
                .contains("死亡后领取");
        assertThat(row("个人,李丽,512301197502021247,,,,,,,,2023-06-01"))
                .first()
                .asString()
                .doesNotContain("死亡后领取");
    }

    @Test
    void an_official_in_a_list_is_found_as_such() throws IOException {
        Path officials = Files.writeString(
                folder.resolve("officials.csv"), "official_id,name,id_number\no7,赵勇,512301197001011232\n");
        List<String> lines = link(
                RELATIVES,
                "beneficiary_id,name,id_number\nb1,赵勇,512301197001011232\n",
                StandardCharsets.UTF_8,
                "--officials",
                officials.toString());
        assertThat(lines).hasSize(2).last().asString().startsWith("o7,b1,official_self,");
    }

    @Test
    void gb18030_a_byte_order_mark_and_extra_columns_are_read() throws IOException {
        String rows = "note,beneficiary_id,name,id_number\n备注,b1,张国强,512301195001011236\n";
        assertThat(link(RELATIVES, rows, Charset.forName("GB18030"))).hasSize(2);
        assertThat(link("\uFEFF" + RELATIVES, "\uFEFF" + rows, StandardCharsets.UTF_8))
                .hasSize(2);
    }
}
