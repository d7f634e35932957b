package qinqing.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qinqing.spreadsheet.Row.Defect;
import qinqing.spreadsheet.SpreadsheetException.Fault;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.SealedFile;
import qinqing.vault.Suite;
import qinqing.vault.Vault;

class SpreadsheetTest {
    /** More than any buffer holds; a million are read by the import benchmark. */
    private static final int MANY = 50_000;

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String LIST = "姓名,身份证号码,金额\n张三,500102199001010000,100.50\n李𠮷,,20\n";
    private static final Limits SMALL = new Limits(200L << 20, 50, 1_000_000, 40, 32_767, 1_000);

    @TempDir
    Path folder;

    private Vault vault;

    @BeforeEach
    void makeVault() {
        vault = new Vault(
                LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), true),
                Suite.AES_256_GCM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-8 with mark", "GB18030", "UTF-16LE with mark"})
    void a_text_file_is_read_in_the_encoding_it_was_saved_in(String encoding) throws IOException {
        byte[] bytes =
                switch (encoding) {
                    case "UTF-8" -> LIST.getBytes(StandardCharsets.UTF_8);
                    case "UTF-8 with mark" -> ("\uFEFF" + LIST).getBytes(StandardCharsets.UTF_8);
                    case "GB18030" -> LIST.getBytes(GB18030);
                    default -> ("\uFEFF" + LIST).getBytes(StandardCharsets.UTF_16LE);
                };
        assertThat(cells(bytes))
                .containsExactly(
                        List.of("姓名", "身份证号码", "金额"),
                        List.of("张三", "500102199001010000", "100.50"),
                        List.of("李𠮷", "", "20"));
    }

    @Test
    void one_rare_name_far_down_does_not_change_the_encoding() throws IOException {
        var text = "name,amount\n" + "a,1\n".repeat(200_000) + "李四,2\n";
        assertThat(cells(text.getBytes(GB18030)).getLast()).containsExactly("李四", "2");
        assertThat(cells(text.getBytes(StandardCharsets.UTF_8)).getLast()).containsExactly("李四", "2");
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        var noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        noise[0] = 'a';
        assertFault(Fault.UNKNOWN_ENCODING, noise);
        assertFault(Fault.UNKNOWN_ENCODING, "a,b\n1,\0\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_text_file_that_broke_off_within_a_character_is_damaged() {
        var bytes = LIST.repeat(10).concat("张").getBytes(StandardCharsets.UTF_8);
        assertFault(Fault.DAMAGED, Arrays.copyOf(bytes, bytes.length - 1));
    }

    @Test
    void a_quotation_mark_that_is_never_closed_is_told() {
        assertFault(Fault.BROKEN_TEXT, "a,b\n\"张三,1\n李四,2\n".getBytes(StandardCharsets.UTF_8));
        assertFault(Fault.BROKEN_TEXT, ("a,b\n\"" + "x".repeat(5 << 20)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_header_of_a_hundred_megabytes_is_refused_without_being_kept() {
        assertFault(Fault.BROKEN_TEXT, "a".repeat(100 << 20).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void separators_and_the_tricks_against_eaten_digits_are_understood() throws IOException {
        assertThat(cells("姓名;号码\n张三;\"1;2\"\n".getBytes(StandardCharsets.UTF_8)).getLast())
                .containsExactly("张三", "1;2");
        assertThat(cells("姓名\t号码\n张三\t12\n".getBytes(StandardCharsets.UTF_8)).getLast())
                .containsExactly("张三", "12");
        assertThat(cells("a,b,c\n=\"500102\",'500103,\t500104\n".getBytes(StandardCharsets.UTF_8))
                        .getLast())
                .containsExactly("500102", "500103", "500104");
        var row = rows("a,b\n张三,5.00102E+17\n".getBytes(StandardCharsets.UTF_8)).getLast();
        assertThat(row.defects()).containsExactly(new Defect(1, Defect.LOST_DIGITS));
    }

    @Test
    void row_numbers_are_those_a_person_sees() throws IOException {
        assertThat(rows("a,b\n\n,,\n\"x\ny\",2\nz,3\n".getBytes(StandardCharsets.UTF_8)))
                .extracting(Row::number)
                .containsExactly(1L, 4L, 6L);
        assertThat(rows(xlsx(sheet -> {
                    sheet.value(0, 0, "a");
                    sheet.value(7, 1, "b");
                })))
                .extracting(Row::number)
                .containsExactly(1L, 8L);
    }

    @Test
    void values_of_a_sheet_are_written_as_a_person_sees_them() throws IOException {
        var bytes = xlsx(sheet -> {
            sheet.value(0, 0, " 张三 ");
            sheet.value(0, 1, 1234.56);
            sheet.value(0, 2, LocalDate.of(2024, 3, 1));
            sheet.style(0, 2).format("yyyy\"年\"m\"月\"").set();
            sheet.value(0, 3, true);
            sheet.value(0, 4, 0.1 + 0.2);
            sheet.inlineString(0, 5, "内联");
            sheet.value(0, 6, 45352);
            sheet.value(0, 7, 100);
        });
        assertThat(cells(bytes))
                .containsExactly(List.of("张三", "1234.56", "2024-03-01", "TRUE", "0.3", "内联", "45352", "100"));
    }

    @Test
    void an_id_number_kept_as_a_number_is_marked_since_its_end_is_lost() throws IOException {
        var row = rows(xlsx(sheet -> sheet.value(0, 0, 500102199001011234d))).getFirst();
        assertThat(row.cell(0)).isEqualTo("500102199001011000");
        assertThat(row.defects()).containsExactly(new Defect(0, Defect.LOST_DIGITS));
    }

    @Test
    void a_formula_gives_its_value_or_a_defect() throws IOException {
        var sheet = """
                <row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>
                <c r="C1"><f>A1</f></c><c r="D1" t="str"><f>A1</f><v>文</v></c></row>""";
        var row = rows(raw(sheet, "", "")).getFirst();
        assertThat(row.cells()).containsExactly("2", "", "", "文");
        assertThat(row.defects())
                .containsExactly(new Defect(1, Defect.FORMULA_ERROR), new Defect(2, Defect.FORMULA_WITHOUT_VALUE));
    }

    @Test
    void cells_hidden_by_a_merged_one_are_marked() throws IOException {
        var bytes = xlsx(sheet -> {
            sheet.value(0, 0, "村");
            sheet.value(0, 1, "姓名");
            sheet.value(0, 2, "金额");
            sheet.value(1, 0, "甲村");
            sheet.value(1, 1, "张三");
            sheet.value(1, 2, 5);
            sheet.value(2, 1, "李四");
            sheet.range(1, 0, 2, 0).merge();
            sheet.range(1, 2, 2, 2).merge();
        });
        var rows = rows(bytes);
        assertThat(rows.get(1).defects()).isEmpty();
        assertThat(rows.get(2).defects())
                .containsExactlyInAnyOrder(new Defect(0, Defect.MERGED), new Defect(2, Defect.MERGED));
    }

    @Test
    void a_million_blank_rows_cost_nothing() throws IOException {
        var sheet = new StringBuilder("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        for (int i = 2; i <= 1_000_000; i++) {
            sheet.append("<row r=\"").append(i).append("\"><c r=\"A").append(i).append("\" s=\"0\"/></row>");
        }
        sheet.append("<row r=\"1000001\"><c r=\"A1000001\"><v>2</v></c></row>");
        assertThat(rows(raw(sheet.toString(), "", ""))).extracting(Row::number).containsExactly(1L, 1_000_001L);
    }

    @Test
    void a_zip_bomb_is_refused_before_the_first_row() throws IOException {
        var bomb = RawWorkbook.zip(Map.of("xl/worksheets/sheet1.xml", out -> RawWorkbook.repeat(out, " ", 180 << 20)));
        assertThatThrownBy(() -> open(bomb))
                .isInstanceOfSatisfying(
                        SpreadsheetException.class, e -> assertThat(e.fault()).isEqualTo(Fault.INFLATES_TOO_FAR));
        var strings = RawWorkbook.zip(Map.of("xl/sharedStrings.xml", out -> {
            out.write("<sst>".getBytes());
            RawWorkbook.repeat(out, "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>", 100 << 20);
        }));
        assertFault(Fault.INFLATES_TOO_FAR, strings);
    }

    @Test
    void a_tag_or_depth_without_end_is_refused() throws IOException {
        var random = new Random(3);
        var longTag = RawWorkbook.zip(Map.of("xl/worksheets/sheet1.xml", out -> {
            out.write("<worksheet><sheetData><row a=\"".getBytes());
            for (int i = 0; i < 40 << 10; i++) {
                var noise = new byte[100];
                random.nextBytes(noise);
                out.write(java.util.HexFormat.of().formatHex(noise).getBytes());
            }
            out.write("\"/></sheetData></worksheet>".getBytes());
        }));
        assertFault(Fault.CONTENT_TOO_LONG, longTag);
        assertFault(Fault.DAMAGED, raw("<row>" + "<c>".repeat(1000), "", ""));
    }

    @Test
    void entities_from_outside_are_not_fetched() throws IOException {
        var secret = folder.resolve("secret");
        Files.writeString(secret, "hidden");
        var doctype = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        var bytes = RawWorkbook.zip(Map.of(
                "xl/worksheets/sheet1.xml",
                out -> out.write((doctype
                                + "<worksheet><sheetData><row><c t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>")
                        .getBytes())));
        assertFault(Fault.DAMAGED, bytes);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.9, 0.999})
    void a_sheet_that_was_cut_is_damaged(double kept) throws IOException {
        var bytes = xlsx(sheet -> IntStream.range(0, 5000).forEach(i -> sheet.value(i, 0, "张三" + i)));
        assertFault(Fault.DAMAGED, Arrays.copyOf(bytes, (int) (bytes.length * kept)));
    }

    @Test
    void no_changed_byte_leads_to_anything_but_rows_or_a_fault() throws IOException {
        var bytes = xlsx(sheet -> IntStream.range(0, 50).forEach(i -> {
            sheet.value(i, 0, "张三" + i);
            sheet.value(i, 1, i * 1.5);
        }));
        var random = new Random(11);
        for (int i = 0; i < 1500; i++) {
            var changed = bytes.clone();
            for (int n = 0; n <= random.nextInt(3); n++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                rows(changed);
            } catch (SpreadsheetException told) {
                assertThat(told.fault().text().zh()).isNotEmpty();
            }
        }
    }

    @Test
    void too_many_columns_are_refused_but_blank_ones_are_not_counted() throws IOException {
        assertFault(Fault.TOO_MANY_COLUMNS, ("a,".repeat(50) + "a\n").getBytes(StandardCharsets.UTF_8));
        assertFault(Fault.TOO_MANY_COLUMNS, xlsx(sheet -> sheet.value(0, 99, "x")));
        assertThat(cells(("a,b" + ",".repeat(500) + "\n").getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("a", "b"));
        assertFault(Fault.DAMAGED, raw("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>", "", ""));
    }

    @Test
    void an_old_workbook_says_what_to_do() {
        assertFault(Fault.OLD_OR_PROTECTED, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0, 0, 0, 0, 0});
    }

    @Test
    void a_zip_that_is_no_workbook_is_refused() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("photo.jpg"));
            zip.write(1);
        }
        assertFault(Fault.UNKNOWN_FORMAT, out.toByteArray());
    }

    @Test
    void hidden_sheets_are_passed_over() throws IOException {
        var bytes = raw(
                "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
                "<sheet name=\"h\" sheetId=\"9\" state=\"hidden\" r:id=\"rId9\"/>",
                "");
        assertThat(cells(bytes)).containsExactly(List.of("1"));
    }

    @Test
    void a_number_with_a_huge_exponent_stays_what_was_written() throws IOException {
        assertThat(cells(raw("<row r=\"1\"><c r=\"A1\"><v>1E+999999999</v></c></row>", "", "")))
                .containsExactly(List.of("1E+999999999"));
    }

    @Test
    void nothing_is_left_beside_the_file() throws IOException {
        rows(xlsx(sheet -> sheet.value(0, 0, "张三")));
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".part")))
                    .isEmpty();
        }
    }

    @Test
    void a_row_does_not_print_what_it_holds() throws IOException {
        assertThat(rows(LIST.getBytes(StandardCharsets.UTF_8)).get(1).toString())
                .doesNotContain("张三");
    }

    @Test
    void an_exported_list_reads_back_and_holds_no_formula() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var export = new SpreadsheetExport(out, "错误", List.of("行号", "原因"))) {
            export.row(List.of("2", "=HYPERLINK(\"http://x\")"));
            export.row(List.of("3", "@SUM(1)\u0007<b>&\uD83D\uDE00"));
            export.row(List.of("", "-1"));
        }
        assertThat(cells(out.toByteArray()))
                .containsExactly(
                        List.of("行号", "原因"),
                        List.of("2", "'=HYPERLINK(\"http://x\")"),
                        List.of("3", "'@SUM(1)<b>&\uD83D\uDE00"),
                        List.of("", "'-1"));
    }

    @Test
    void formats_tell_dates_from_numbers() {
        assertThat(List.of("yyyy\\-mm\\-dd", "m/d/yy h:mm", "[$-804]aaaa;yyyy年", "[h]:mm:ss"))
                .allMatch(NumberFormats::showsDate);
        assertThat(List.of("0.00", "#,##0\"yuan\"", "[Red]0.00", "General", "@", "0\\d"))
                .noneMatch(code -> !code.equals("General") && NumberFormats.showsDate(code));
    }

    @Test
    void long_lists_are_read_to_the_end_in_every_form() throws IOException {
        var id = UUID.randomUUID();
        var csv = new SealedFile(folder.resolve("million.csv"), id);
        try (var out = csv.write(vault)) {
            out.write("姓名,身份证号码,电话,地址,金额\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < MANY; i++) {
                out.write(String.join(",", person(i)).concat("\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        readsAll(csv, MANY + 1);
        var inline = new SealedFile(folder.resolve("inline.xlsx"), id);
        try (var out = inline.write(vault);
                var export = new SpreadsheetExport(out, "名单", List.of("姓名", "身份证号码", "电话", "地址", "金额"))) {
            for (int i = 0; i < MANY; i++) {
                export.row(person(i));
            }
        }
        readsAll(inline, MANY + 1);
        var shared = new SealedFile(folder.resolve("shared.xlsx"), id);
        try (var out = shared.write(vault)) {
            writeWithSharedTexts(out, MANY);
        }
        readsAll(shared, MANY);
    }

    private void readsAll(SealedFile file, long expected) throws IOException {
        try (var source = SpreadsheetSource.open(file.read(vault), new Scratch(folder, vault), Limits.COUNTY)) {
            assertThat(source.rows().count()).isEqualTo(expected);
        }
    }

    private static List<String> person(int i) {
        return List.of(
                "王小" + (char) (0x4e00 + i % 5000),
                "5001021990%08d".formatted(i),
                "139%08d".formatted(i),
                "涪陵区某镇第" + i % 300 + "村" + i % 12 + "组" + i + "号",
                Integer.toString(100 + i % 900));
    }

    /** As Excel itself saves a list: every text once, in a table of its own. */
    private static void writeWithSharedTexts(OutputStream to, int rows) throws IOException {
        RawWorkbook.writeZip(
                to,
                RawWorkbook.parts(
                        out -> {
                            out.write(
                                    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                                            .getBytes());
                            for (int i = 0; i < rows; i++) {
                                var row = new StringBuilder("<row r=\"")
                                        .append(i + 1)
                                        .append("\">");
                                for (int c = 0; c < 4; c++) {
                                    row.append("<c r=\"")
                                            .append((char) ('A' + c))
                                            .append(i + 1)
                                            .append("\" t=\"s\"><v>")
                                            .append(4L * i + c)
                                            .append("</v></c>");
                                }
                                out.write(row.append("<c r=\"E")
                                        .append(i + 1)
                                        .append("\"><v>12.5</v></c></row>")
                                        .toString()
                                        .getBytes());
                            }
                            out.write("</sheetData></worksheet>".getBytes());
                        },
                        out -> {
                            out.write("<sst>".getBytes());
                            for (int i = 0; i < rows; i++) {
                                for (var text : person(i).subList(0, 4)) {
                                    out.write(("<si><t>" + text + "</t></si>").getBytes(StandardCharsets.UTF_8));
                                }
                            }
                            out.write("</sst>".getBytes());
                        },
                        ""));
    }

    private static byte[] raw(String sheetData, String sheetsBefore, String afterData) throws IOException {
        var out = new ByteArrayOutputStream();
        RawWorkbook.writeZip(
                out,
                RawWorkbook.parts(
                        part -> part.write(
                                ("<worksheet><sheetData>" + sheetData + "</sheetData>" + afterData + "</worksheet>")
                                        .getBytes(StandardCharsets.UTF_8)),
                        part -> part.write("<sst/>".getBytes()),
                        sheetsBefore));
        return out.toByteArray();
    }

    private static byte[] xlsx(Consumer<Worksheet> content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var workbook = new Workbook(out, "test", "1.0")) {
            content.accept(workbook.newWorksheet("名单"));
        }
        return out.toByteArray();
    }

    private SpreadsheetSource open(byte[] bytes) throws IOException {
        var id = UUID.randomUUID();
        var file = new SealedFile(folder.resolve(id.toString()), id);
        try (var out = file.write(vault)) {
            out.write(bytes);
        }
        return SpreadsheetSource.open(file.read(vault), new Scratch(folder, vault), SMALL);
    }

    private List<Row> rows(byte[] bytes) throws IOException {
        try (var source = open(bytes)) {
            var rows = new ArrayList<Row>();
            source.rows().forEach(rows::add);
            return rows;
        }
    }

    private List<List<String>> cells(byte[] bytes) throws IOException {
        return rows(bytes).stream().map(Row::cells).toList();
    }

    private void assertFault(Fault fault, byte[] bytes) {
        assertThatThrownBy(() -> rows(bytes))
                .isInstanceOfSatisfying(
                        SpreadsheetException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
