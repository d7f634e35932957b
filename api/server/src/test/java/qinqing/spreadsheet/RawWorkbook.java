package qinqing.spreadsheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks put together part by part, as no honest program would write them. */
public final class RawWorkbook {
    private RawWorkbook() {}

    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    public static byte[] zip(Map<String, Content> instead) throws IOException {
        var out = new ByteArrayOutputStream();
        var parts = parts(
                part -> part.write("<worksheet><sheetData/></worksheet>".getBytes()),
                part -> part.write("<sst/>".getBytes()),
                "");
        parts.putAll(instead);
        writeZip(out, parts);
        return out.toByteArray();
    }

    public static Map<String, Content> parts(Content sheet, Content strings, String sheetsBefore) {
        var parts = new LinkedHashMap<String, Content>();
        parts.put(
                "xl/workbook.xml",
                out -> out.write(
                        ("<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                                        + sheetsBefore
                                        + "<sheet name=\"s\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
                                .getBytes()));
        parts.put(
                "xl/_rels/workbook.xml.rels",
                out -> out.write(("<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
                                + "<Relationship Id=\"rId9\" Target=\"worksheets/sheet9.xml\"/></Relationships>")
                        .getBytes()));
        parts.put("xl/worksheets/sheet1.xml", sheet);
        parts.put("xl/sharedStrings.xml", strings);
        return parts;
    }

    public static void writeZip(OutputStream to, Map<String, Content> parts) throws IOException {
        var zip = new ZipOutputStream(to);
        for (var part : parts.entrySet()) {
            zip.putNextEntry(new ZipEntry(part.getKey()));
            var buffered = new java.io.BufferedOutputStream(
                    new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            zip.write(b);
                        }

                        @Override
                        public void write(byte[] bytes, int from, int count) throws IOException {
                            zip.write(bytes, from, count);
                        }
                    },
                    1 << 16);
            part.getValue().to(buffered);
            buffered.flush();
            zip.closeEntry();
        }
        zip.finish();
    }

    public static void repeat(OutputStream out, String text, int bytes) throws IOException {
        var block = text.repeat(Math.max(1, 4096 / text.length())).getBytes(StandardCharsets.US_ASCII);
        for (long written = 0; written < bytes; written += block.length) {
            out.write(block);
        }
    }
}
