package qinqing.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"): half the size of text where most
 * columns are sealed, and nothing to parse on the other side. Grows as needed and is used again.
 */
final class BinaryRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    /** Days in PostgreSQL count from here. */
    private static final long EPOCH = LocalDate.of(2000, 1, 1).toEpochDay();

    private static final int NUMERIC_BASE = 10_000;
    private static final int FEN_DIGITS = 2;
    /** 10¹² yuan are four groups of four digits. */
    private static final int MOST_GROUPS = 5;

    private byte[] bytes;
    private int size;
    private int rows;

    BinaryRows(int capacity) {
        bytes = new byte[capacity];
        clear();
    }

    /** Starts anew, with the header. */
    void clear() {
        size = 0;
        rows = 0;
        raw(SIGNATURE);
        int4(0);
        int4(0);
    }

    void row(int columns) {
        rows++;
        int2(columns);
    }

    void uuid(UUID value) {
        int4(16);
        int8(value.getMostSignificantBits());
        int8(value.getLeastSignificantBits());
    }

    void integer(int value) {
        int4(4);
        int4(value);
    }

    void text(@Nullable String value) {
        if (value == null) {
            none();
        } else {
            bytea(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    void bytea(byte @Nullable [] value) {
        if (value == null) {
            none();
        } else {
            int4(value.length);
            raw(value);
        }
    }

    void date(@Nullable LocalDate value) {
        if (value == null) {
            none();
        } else {
            int4(4);
            int4((int) (value.toEpochDay() - EPOCH));
        }
    }

    /** A numeric with two decimals that is not negative. */
    void money(@Nullable BigDecimal yuan) {
        if (yuan == null) {
            none();
            return;
        }
        long fen = yuan.setScale(FEN_DIGITS, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
        long whole = fen / 100;
        int fraction = (int) (fen % 100) * 100;
        var groups = new int[MOST_GROUPS + 1];
        int count = 0;
        for (long rest = whole; rest > 0; rest /= NUMERIC_BASE) {
            groups[count++] = (int) (rest % NUMERIC_BASE);
        }
        int digits = count + (fraction > 0 ? 1 : 0);
        int4(8 + 2 * digits);
        int2(digits);
        int2(count - 1); // weight of the first group
        int2(0); // positive
        int2(FEN_DIGITS);
        for (int i = count - 1; i >= 0; i--) {
            int2(groups[i]);
        }
        if (fraction > 0) {
            int2(fraction);
        }
    }

    /** The trailer; nothing may follow but {@link #clear()}. */
    void end() {
        int2(-1);
    }

    void none() {
        int4(-1);
    }

    int rows() {
        return rows;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    private void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    private void int2(int value) {
        room(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    private void int4(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >> shift);
        }
    }

    private void int8(long value) {
        int4((int) (value >> 32));
        int4((int) value);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
