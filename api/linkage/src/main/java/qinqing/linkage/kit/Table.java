package qinqing.linkage.kit;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import qinqing.linkage.field.Text;

/**
 * A file of text cells with a header line: comma, tab or semicolon, UTF-8, UTF-16 with a mark, or GB18030. Columns are
 * found by name; unknown ones are passed over, missing ones read as empty, short lines too.
 */
final class Table {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int LONGEST_CELL = 1 << 22;

    private final Path file;
    private final String[] columns;

    /** @param required columns without which the rows mean nothing */
    Table(Path file, List<String> columns, List<String> required) {
        this.file = file;
        this.columns = columns.toArray(String[]::new);
        this.required = required;
    }

    private final List<String> required;

    /** A fault of the input, said in words for the person who calls. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    /** Hands out each line's cells in the order of the columns asked for; returns the number of lines. */
    long read(Consumer<String[]> out) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Unusable("读不到文件：" + file);
        }
        try {
            if (Files.size(file) == 0) {
                throw new Unusable("文件是空的，连表头也没有：" + file);
            }
            Charset charset = charset();
            char separator = separator(charset);
            try (BufferedReader reader = open(charset);
                    CsvReader<CsvRecord> csv = CsvReader.builder()
                            .fieldSeparator(separator)
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .allowUnclosedQuote(true)
                            .skipEmptyLines(true)
                            .maxBufferSize(LONGEST_CELL)
                            .ofCsvRecord(reader);
                    CloseableIterator<CsvRecord> records = csv.iterator()) {
                return read(records, out);
            }
        } catch (CsvParseException e) {
            throw new Unusable("文件不是可读的 CSV（引号不成对？）：" + file + "：" + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long read(CloseableIterator<CsvRecord> records, Consumer<String[]> out) {
        if (!records.hasNext()) {
            throw new Unusable("文件里没有表头：" + file);
        }
        int[] positions = positions(records.next());
        long lines = 0;
        while (records.hasNext()) {
            CsvRecord record = records.next();
            String[] cells = new String[columns.length];
            for (int i = 0; i < cells.length; i++) {
                int at = positions[i];
                cells[i] = at >= 0 && at < record.getFieldCount() ? record.getField(at) : "";
            }
            out.accept(cells);
            lines++;
        }
        return lines;
    }

    private int[] positions(CsvRecord header) {
        int[] positions = new int[columns.length];
        Arrays.fill(positions, -1);
        for (int i = 0; i < columns.length; i++) {
            for (int at = 0; at < header.getFieldCount() && positions[i] < 0; at++) {
                String name = Text.clean(header.getField(at)).toLowerCase(Locale.ROOT);
                if (name.equals(columns[i])) {
                    positions[i] = at;
                }
            }
        }
        for (String name : required) {
            if (positions[Arrays.asList(columns).indexOf(name)] < 0) {
                throw new Unusable("文件缺少列 " + name + "：" + file);
            }
        }
        return positions;
    }

    private BufferedReader open(Charset charset) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset), 1 << 16);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        return reader;
    }

    /** UTF-8 unless it reads as GB18030 far better; single broken characters do not make a file GB18030. */
    private Charset charset() throws IOException {
        byte[] buffer = new byte[1 << 16];
        long good = 0;
        long bad = 0;
        int pending = 0;
        boolean first = true;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (first && n >= 2) {
                    first = false;
                    if ((buffer[0] & 0xFF) == 0xFF && (buffer[1] & 0xFF) == 0xFE) {
                        return StandardCharsets.UTF_16LE;
                    }
                    if ((buffer[0] & 0xFF) == 0xFE && (buffer[1] & 0xFF) == 0xFF) {
                        return StandardCharsets.UTF_16BE;
                    }
                }
                for (int i = 0; i < n; i++) {
                    int b = buffer[i] & 0xFF;
                    if (pending > 0) {
                        if ((b & 0xC0) == 0x80) {
                            pending--;
                            good += pending == 0 ? 1 : 0;
                            continue;
                        }
                        bad++;
                        pending = 0;
                    }
                    if (b >= 0x80) {
                        pending = b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : 0;
                        bad += pending == 0 ? 1 : 0;
                    }
                }
            }
        }
        return bad * 20 > good ? GB18030 : StandardCharsets.UTF_8;
    }

    private char separator(Charset charset) throws IOException {
        try (BufferedReader reader = open(charset)) {
            char[] head = new char[1 << 14];
            int n = Math.max(0, reader.read(head));
            int[] counts = new int[3];
            for (int i = 0; i < n && head[i] != '\n'; i++) {
                int kind = ",\t;".indexOf(head[i]);
                if (kind >= 0) {
                    counts[kind]++;
                }
            }
            return counts[0] >= counts[1] && counts[0] >= counts[2] ? ',' : counts[1] >= counts[2] ? '\t' : ';';
        }
    }
}
