package qinqing.spreadsheet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import qinqing.spreadsheet.Row.Defect;
import qinqing.spreadsheet.SpreadsheetException.Fault;

/** Text with separators (RFC 4180 and what programs make of it), in UTF-8, GB18030 or UTF-16 with a mark. */
final class CsvSource extends SpreadsheetSource {
    private static final int LONGEST_FIELD = 1 << 20;
    private static final int LONGEST_RECORD = 1 << 22;
    private static final int MOST_FIELDS = 16_384;
    /** How Excel writes an ID number that it took for a number. */
    private static final Pattern LOST_DIGITS = Pattern.compile("\\d(\\.\\d+)?[eE]\\+(1[5-9]|2\\d)");

    private final SeekableByteChannel file;
    private final Limits limits;
    private final TextLook look;

    CsvSource(SeekableByteChannel file, Limits limits) throws IOException {
        this.file = file;
        this.limits = limits;
        this.look = TextLook.of(file);
    }

    @Override
    public Format format() {
        return Format.CSV;
    }

    @Override
    public long expectedRows() {
        return look.lines();
    }

    @Override
    public Stream<Row> rows() {
        try {
            file.position(look.skip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Reader text = new BufferedReader(
                new InputStreamReader(
                        Channels.newInputStream(file), look.charset().newDecoder()),
                1 << 16);
        var handler = CsvRecordHandler.builder()
                .maxFields(MOST_FIELDS)
                .maxFieldSize(LONGEST_FIELD)
                .maxRecordSize(LONGEST_RECORD)
                .build();
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(look.separator())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST_RECORD)
                .build(handler, text)
                .iterator();
        return StreamSupport.stream(new Rows(records), false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class Rows extends AbstractSpliterator<Row> {
        private final Iterator<CsvRecord> records;
        private long given;

        Rows(Iterator<CsvRecord> records) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.records = records;
        }

        @Override
        public boolean tryAdvance(Consumer<? super Row> action) {
            Row row = next();
            if (row == null) {
                return false;
            }
            if (++given > limits.rows()) {
                throw new SpreadsheetException(Fault.TOO_MANY_ROWS);
            }
            action.accept(row);
            return true;
        }

        private @Nullable Row next() {
            try {
                while (records.hasNext()) {
                    var entry = records.next();
                    var fields = entry.getFields();
                    boolean hint = entry.getStartingLineNumber() == 1
                            && fields.getFirst().startsWith("sep=");
                    int width = width(fields);
                    if (width > 0 && !hint) {
                        return row(entry.getStartingLineNumber(), fields.subList(0, width));
                    }
                }
                return null;
            } catch (CsvParseException e) {
                throw new SpreadsheetException(Fault.BROKEN_TEXT, e);
            }
        }

        private Row row(long number, List<String> fields) {
            if (fields.size() > limits.columns()) {
                throw new SpreadsheetException(Fault.TOO_MANY_COLUMNS);
            }
            var cells = new ArrayList<String>(fields.size());
            var defects = new ArrayList<Defect>();
            for (int column = 0; column < fields.size(); column++) {
                var value = plain(fields.get(column));
                if (value.length() > limits.cell()) {
                    defects.add(new Defect(column, Defect.TOO_LONG));
                    value = "";
                } else if (value.length() < 25
                        && value.indexOf('+') > 0
                        && LOST_DIGITS.matcher(value).matches()) {
                    defects.add(new Defect(column, Defect.LOST_DIGITS));
                }
                cells.add(value);
            }
            return new Row(number, List.copyOf(cells), List.copyOf(defects));
        }

        private static int width(List<String> fields) {
            int width = fields.size();
            while (width > 0 && fields.get(width - 1).isBlank()) {
                width--;
            }
            return width;
        }

        /** {@code ="5001…"} and {@code '5001…} are what people do to keep Excel from eating digits. */
        private static String plain(String field) {
            var value = field.strip();
            if (value.length() > 3 && value.startsWith("=\"") && value.endsWith("\"")) {
                return value.substring(2, value.length() - 1).strip();
            }
            if (value.length() > 1 && value.charAt(0) == '\'' && Character.isDigit(value.charAt(1))) {
                return value.substring(1);
            }
            return value;
        }
    }
}
