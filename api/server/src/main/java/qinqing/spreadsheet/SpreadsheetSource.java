package qinqing.spreadsheet;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import qinqing.spreadsheet.SpreadsheetException.Fault;
import qinqing.vault.UnreadableValueException;

/**
 * An uploaded list, read from front to back with a few megabytes of memory however long it is. Opening it looks
 * through the whole file once, so that bombs, damage and unknown encodings are known before the first row is given out.
 * One thread.
 */
public abstract sealed class SpreadsheetSource implements AutoCloseable permits XlsxSource, CsvSource {

    /** What the file turned out to be; its name is not trusted. */
    public enum Format {
        XLSX,
        CSV
    }

    /**
     * @param file closed with the source, or when opening fails
     * @throws SpreadsheetException when it can't be read
     */
    public static SpreadsheetSource open(SeekableByteChannel file, Scratch scratch, Limits limits) throws IOException {
        try {
            return switch (formatOf(file)) {
                case XLSX -> new XlsxSource(file, scratch, limits);
                case CSV -> new CsvSource(file, limits);
            };
        } catch (IOException | RuntimeException e) {
            file.close();
            throw translated(e);
        }
    }

    public abstract Format format();

    /** Rows the file has at most, blank ones included: a measure for progress. */
    public abstract long expectedRows();

    /**
     * The rows that are not blank, in order; asked for once.
     *
     * @throws SpreadsheetException while reading, when the file is worse than it looked
     */
    public abstract Stream<Row> rows();

    @Override
    public abstract void close() throws IOException;

    private static Format formatOf(SeekableByteChannel file) throws IOException {
        var head = ByteBuffer.allocate(8);
        while (head.hasRemaining() && file.read(head) > 0) {
            continue;
        }
        file.position(0);
        head.flip();
        if (head.remaining() >= 4 && head.getInt(0) == 0x504B0304) {
            return Format.XLSX;
        }
        if (head.remaining() >= 4 && head.getInt(0) == 0xD0CF11E0) {
            throw new SpreadsheetException(Fault.OLD_OR_PROTECTED);
        }
        if (head.remaining() == 0) {
            throw new SpreadsheetException(Fault.DAMAGED);
        }
        return Format.CSV;
    }

    /** What a parser throws at a bad file is a fault of the file; a failing disk stays what it is. */
    static RuntimeException translated(Exception e) throws IOException {
        return switch (e) {
            case SpreadsheetException known -> known;
            case UnreadableValueException sealed -> sealed;
            case UncheckedIOException wrapped -> translated(java.util.Objects.requireNonNull(wrapped.getCause()));
            case ZipException damaged -> new SpreadsheetException(Fault.DAMAGED, damaged);
            case EOFException damaged -> new SpreadsheetException(Fault.DAMAGED, damaged);
            case IOException disk when isOfTheDisk(disk) -> throw disk;
            default -> new SpreadsheetException(Fault.DAMAGED, e);
        };
    }

    private static boolean isOfTheDisk(IOException e) {
        return e instanceof java.nio.file.FileSystemException || e instanceof java.nio.channels.ClosedChannelException;
    }
}
