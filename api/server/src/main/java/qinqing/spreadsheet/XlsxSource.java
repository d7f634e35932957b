package qinqing.spreadsheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import qinqing.problem.Text;
import qinqing.spreadsheet.Row.Defect;
import qinqing.spreadsheet.SheetOutline.MergedRange;
import qinqing.spreadsheet.SpreadsheetException.Fault;

/** The first visible sheet of an .xlsx (ECMA-376), without any of its formulas being run. */
final class XlsxSource extends SpreadsheetSource {
    private static final int MOST_PARTS = 2_000;
    private static final int LARGEST_COLUMN = 16_384;

    private final ZipFile zip;
    private final Limits limits;
    private final Map<String, ZipArchiveEntry> parts = new HashMap<>();
    private final NumberFormats formats;
    private final Optional<SharedTexts> texts;
    private final ZipArchiveEntry sheet;
    private final SheetOutline outline;
    private @Nullable SafeXml reading;

    XlsxSource(SeekableByteChannel file, Scratch scratch, Limits limits) throws IOException {
        this.limits = limits;
        this.zip = ZipFile.builder().setSeekableByteChannel(file).get();
        try {
            lookAtParts();
            var workbook = part("xl/workbook.xml").orElseThrow(() -> new SpreadsheetException(Fault.UNKNOWN_FORMAT));
            var book = Workbook.of(open(workbook), targets());
            this.sheet = part(book.sheet()).orElseThrow(() -> new SpreadsheetException(Fault.NO_SHEET));
            this.formats = new NumberFormats(part("xl/styles.xml").map(this::open), book.from1904());
            this.outline = SheetOutline.of(open(sheet), limits.merged());
            this.texts = SharedTexts.read(part("xl/sharedStrings.xml").map(this::open), scratch, limits.cell());
        } catch (XMLStreamException e) {
            throw new SpreadsheetException(Fault.DAMAGED, e);
        }
    }

    /** What the archive says of its parts is not trusted, but refused when it is bad enough. */
    private void lookAtParts() {
        long inflated = 0;
        for (var entry : Collections.list(zip.getEntries())) {
            inflated += Math.max(0, entry.getSize());
            if (inflated > limits.inflated()
                    || parts.size() == MOST_PARTS
                    || entry.getGeneralPurposeBit().usesEncryption()) {
                throw new SpreadsheetException(Fault.INFLATES_TOO_FAR);
            }
            parts.put(entry.getName().toLowerCase(Locale.ROOT), entry);
        }
    }

    private Optional<ZipArchiveEntry> part(String name) {
        var plain = name.startsWith("/") ? name.substring(1) : name;
        return Optional.ofNullable(parts.get(plain.toLowerCase(Locale.ROOT)));
    }

    private InputStream open(ZipArchiveEntry entry) {
        try {
            return new Inflating(zip.getInputStream(entry), entry.getCompressedSize(), limits);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Relation ids of the workbook and the parts they stand for. */
    private Map<String, String> targets() throws IOException, XMLStreamException {
        var targets = new HashMap<String, String>();
        var relations = part("xl/_rels/workbook.xml.rels");
        if (relations.isEmpty()) {
            throw new SpreadsheetException(Fault.UNKNOWN_FORMAT);
        }
        try (var xml = new SafeXml(new GuardedPart(open(relations.get())))) {
            while (xml.next() && targets.size() < MOST_PARTS) {
                if (xml.isStart("Relationship")) {
                    var id = xml.attribute("Id");
                    var target = xml.attribute("Target");
                    if (id != null && target != null) {
                        targets.put(id, target.startsWith("/") ? target : "xl/" + target);
                    }
                }
            }
        }
        return targets;
    }

    /**
     * @param sheet the part that holds the first visible sheet
     * @param from1904 days are counted from 1904, as old Macintosh editions did
     */
    private record Workbook(String sheet, boolean from1904) {
        static Workbook of(InputStream part, Map<String, String> targets) throws XMLStreamException, IOException {
            String sheet = null;
            boolean from1904 = false;
            try (var xml = new SafeXml(new GuardedPart(part))) {
                while (xml.next()) {
                    if (xml.isStart("workbookPr")) {
                        var flag = xml.attribute("date1904");
                        from1904 = "1".equals(flag) || "true".equals(flag);
                    } else if (xml.isStart("sheet") && sheet == null) {
                        var state = xml.attribute("state");
                        var id = xml.relationId();
                        if ((state == null || state.equals("visible")) && id != null) {
                            sheet = targets.get(id);
                        }
                    }
                }
            }
            if (sheet == null) {
                throw new SpreadsheetException(Fault.NO_SHEET);
            }
            return new Workbook(sheet, from1904);
        }
    }

    /** Counts what comes out of a part: the sizes an archive states can be lies. */
    private static final class Inflating extends FilterInputStream {
        private final long packed;
        private final Limits limits;
        private long inflated;

        Inflating(InputStream in, long packed, Limits limits) {
            super(in);
            this.packed = Math.max(1, packed);
            this.limits = limits;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            int read = in.read(target, from, count);
            inflated += Math.max(0, read);
            if (inflated > limits.inflated() || inflated > Limits.RATIO_FROM && inflated / packed > limits.ratio()) {
                throw new SpreadsheetException(Fault.INFLATES_TOO_FAR);
            }
            return read;
        }
    }

    @Override
    public Format format() {
        return Format.XLSX;
    }

    @Override
    public long expectedRows() {
        return outline.rows();
    }

    @Override
    public Stream<Row> rows() {
        try {
            if (reading != null) {
                throw new IllegalStateException("the rows were asked for before");
            }
            var xml = new SafeXml(new GuardedPart(open(sheet)));
            reading = xml;
            return StreamSupport.stream(new Rows(xml), false);
        } catch (XMLStreamException e) {
            throw new SpreadsheetException(Fault.DAMAGED, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (zip) {
            if (texts.isPresent()) {
                texts.get().close();
            }
        }
    }

    private final class Rows extends AbstractSpliterator<Row> {
        private final SafeXml xml;
        private final MergedNow merged = new MergedNow(outline.merged());
        private final StringBuilder text = new StringBuilder();
        private long rowNumber;
        private long given;
        private boolean over;

        Rows(SafeXml xml) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.xml = xml;
        }

        @Override
        public boolean tryAdvance(Consumer<? super Row> action) {
            try {
                while (!over && xml.next()) {
                    if (xml.isEnd("sheetData")) {
                        over = true;
                    } else if (xml.isStart("row")) {
                        var row = row();
                        if (row != null) {
                            if (++given > limits.rows()) {
                                throw new SpreadsheetException(Fault.TOO_MANY_ROWS);
                            }
                            action.accept(row);
                            return true;
                        }
                    }
                }
                return false;
            } catch (XMLStreamException | IndexOutOfBoundsException e) {
                throw new SpreadsheetException(Fault.DAMAGED, e);
            } catch (IOException e) {
                throw asUnchecked(e);
            }
        }

        /** Null when the row is blank. */
        private @Nullable Row row() throws XMLStreamException, IOException {
            rowNumber = numberOf(xml.attribute("r"), rowNumber + 1);
            var cells = new ArrayList<String>();
            var defects = new ArrayList<Defect>();
            int column = -1;
            boolean hasContent = false;
            while (xml.next() && !xml.isEnd("row")) {
                if (!xml.isStart("c")) {
                    continue;
                }
                var ref = xml.attribute("r");
                int stated = ref == null ? -1 : CellRef.column(ref);
                column = stated >= 0 ? stated : column + 1;
                int before = defects.size();
                var value = cell(column, defects).strip();
                if (value.isEmpty() && defects.size() == before) {
                    continue;
                }
                if (column >= limits.columns()) {
                    throw new SpreadsheetException(column >= LARGEST_COLUMN ? Fault.DAMAGED : Fault.TOO_MANY_COLUMNS);
                }
                while (cells.size() <= column) {
                    cells.add("");
                }
                cells.set(column, value);
                hasContent = true;
            }
            merged.mark(rowNumber, cells.size(), defects);
            return hasContent ? new Row(rowNumber, List.copyOf(cells), List.copyOf(defects)) : null;
        }

        private String cell(int column, List<Defect> defects) throws XMLStreamException, IOException {
            var type = xml.attribute("t");
            int style = (int) numberOf(xml.attribute("s"), -1);
            boolean formula = false;
            boolean hasValue = false;
            text.setLength(0);
            while (xml.next() && !xml.isEnd("c")) {
                if (xml.isStart("f")) {
                    formula = true;
                } else if (xml.isStart("v") || xml.isStart("t")) {
                    hasValue = true;
                    xml.appendText(text, limits.cell() + 1);
                }
            }
            if (!hasValue || text.isEmpty()) {
                if (formula && !"str".equals(type)) {
                    defects.add(new Defect(column, Defect.FORMULA_WITHOUT_VALUE));
                }
                return "";
            }
            return switch (type == null ? "n" : type) {
                case "s" -> shortened(column, shared(text.toString().strip()), defects);
                case "b" -> text.charAt(0) == '1' ? "TRUE" : "FALSE";
                case "e" -> defect(column, Defect.FORMULA_ERROR, defects);
                case "n" -> number(column, style, text.toString().strip(), defects);
                case "d", "str", "inlineStr" -> shortened(column, text.toString(), defects);
                default -> throw new SpreadsheetException(Fault.DAMAGED);
            };
        }

        private String shared(String index) throws IOException {
            long number = numberOf(index, -1);
            return texts.orElseThrow(() -> new SpreadsheetException(Fault.DAMAGED))
                    .get(number);
        }

        private String number(int column, int style, String written, List<Defect> defects) {
            var read = NumberFormats.number(written);
            if (read.isEmpty()) {
                return shortened(column, written, defects);
            }
            BigDecimal number = read.get();
            if (formats.isDate(style)) {
                return formats.date(number).orElseGet(() -> defect(column, Defect.NOT_A_DATE, defects));
            }
            if (number.precision() - number.scale() > NumberFormats.DIGITS) {
                defects.add(new Defect(column, Defect.LOST_DIGITS));
            }
            return NumberFormats.written(number);
        }

        private String shortened(int column, String value, List<Defect> defects) {
            if (value.length() <= limits.cell()) {
                return value;
            }
            return defect(column, Defect.TOO_LONG, defects);
        }

        private static String defect(int column, Text reason, List<Defect> defects) {
            defects.add(new Defect(column, reason));
            return "";
        }

        private static long numberOf(@Nullable String digits, long otherwise) {
            if (digits == null || digits.isEmpty() || digits.length() > 10) {
                return otherwise;
            }
            for (int i = 0; i < digits.length(); i++) {
                if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                    return otherwise;
                }
            }
            return Long.parseLong(digits);
        }
    }

    /** Merged ranges that touch the present row; rows come in order, so each range is looked at twice only. */
    private static final class MergedNow {
        private static final int MOST_TOUCHING = 300;

        private final List<MergedRange> byStart;
        private final List<MergedRange> touching = new ArrayList<>();
        private int next;
        private int widest = 1;

        MergedNow(List<MergedRange> ranges) {
            this.byStart = ranges.stream()
                    .sorted(Comparator.comparingInt(MergedRange::firstRow))
                    .toList();
        }

        void mark(long row, int columns, List<Defect> defects) {
            // the hidden cells at a row's end are blank: the rows before tell how far the list goes
            widest = Math.max(widest, columns);
            while (next < byStart.size() && byStart.get(next).firstRow() <= row) {
                touching.add(byStart.get(next++));
            }
            touching.removeIf(range -> range.lastRow() < row);
            if (touching.size() > MOST_TOUCHING) {
                throw new SpreadsheetException(Fault.TOO_MANY_MERGED_CELLS);
            }
            for (var range : touching) {
                for (int column = range.firstColumn(); column <= Math.min(range.lastColumn(), widest - 1); column++) {
                    if (range.hides(row, column)) {
                        defects.add(new Defect(column, Defect.MERGED));
                    }
                }
            }
        }
    }

    private static RuntimeException asUnchecked(IOException e) {
        try {
            return translated(e);
        } catch (IOException disk) {
            return new java.io.UncheckedIOException(disk);
        }
    }
}
