package qinqing.spreadsheet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Suite;
import qinqing.vault.Vault;

/** S5, S22: an uploaded list is read, or refused with a {@link SpreadsheetException}; it never ends the reader otherwise. */
class SpreadsheetFuzzTest {
    private static final Limits SMALL = new Limits(1 << 20, 50, 10_000, 40, 32_767, 1_000);
    private static final String TYPES = """
            <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/>\
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
            <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
            </Types>""";
    private static final String ROOT = """
            <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>\
            </Relationships>""";
    private static final String BOOK = """
            <?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
            xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
            <sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""";
    private static final String SHEETS = """
            <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>\
            </Relationships>""";

    @TempDir
    Path folder;

    private Scratch scratch;

    @BeforeEach
    void make() {
        scratch = new Scratch(
                folder,
                new Vault(
                        LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), true),
                        Suite.AES_256_GCM));
    }

    @FuzzTest(maxDuration = "10m")
    void csv(byte[] data) throws IOException {
        read(data);
    }

    /** The bytes of the whole package: the zip's own structure is at stake. */
    @FuzzTest(maxDuration = "10m")
    void xlsx(byte[] data) throws IOException {
        var file = workbook(
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>姓名</t></is></c></row></sheetData></worksheet>"
                        .getBytes(StandardCharsets.UTF_8));
        for (var n = 2; n < data.length; n++) {
            file[(((data[0] & 0xff) << 8 | data[1] & 0xff) + n) % file.length] = data[n];
        }
        read(file);
        read(data);
    }

    /** A sound package around a sheet of any content. */
    @FuzzTest(maxDuration = "10m")
    void sheet(byte[] data) throws IOException {
        read(workbook(data));
    }

    private void read(byte[] file) throws IOException {
        try (var source = SpreadsheetSource.open(new SeekableInMemoryByteChannel(file), scratch, SMALL);
                var rows = source.rows()) {
            rows.forEach(row -> {
                if (row.cells().size() > SMALL.columns()) {
                    throw new AssertionError("more cells than allowed");
                }
            });
        } catch (SpreadsheetException expected) {
            if (expected.fault().text().zh().isEmpty()) {
                throw new AssertionError("a refusal without a word");
            }
        }
    }

    private static byte[] workbook(byte[] sheet) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            part(zip, "[Content_Types].xml", TYPES.getBytes(StandardCharsets.UTF_8));
            part(zip, "_rels/.rels", ROOT.getBytes(StandardCharsets.UTF_8));
            part(zip, "xl/workbook.xml", BOOK.getBytes(StandardCharsets.UTF_8));
            part(zip, "xl/_rels/workbook.xml.rels", SHEETS.getBytes(StandardCharsets.UTF_8));
            part(zip, "xl/worksheets/sheet1.xml", sheet);
        }
        return bytes.toByteArray();
    }

    private static void part(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
