package qinqing.verify;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks for many byte strings at once, at some hundred megabytes a second: the first eight bytes at each place are looked
 * up in a small bit table, and only what it lets through is compared. Thread-safe.
 *
 * @param <T> what a pattern stands for
 */
final class ByteSearch<T> {

    /** The shortest pattern. */
    static final int SHORTEST = 8;

    private static final int BITS = 22;
    private static final int AT_ONCE = 1 << 20;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private record Pattern<T>(byte[] bytes, T meaning) {}

    private final long[] filter = new long[1 << (BITS - 6)];
    private final Map<Long, List<Pattern<T>>> byBeginning = new HashMap<>();
    private int longest = SHORTEST;
    private int count;

    /**
     * @return false when the pattern was there already, under its first meaning
     * @throws IllegalArgumentException when the pattern is too short to mean anything
     */
    boolean add(byte[] pattern, T meaning) {
        if (pattern.length < SHORTEST) {
            throw new IllegalArgumentException("a pattern of " + pattern.length + " bytes is found everywhere");
        }
        var beginning = (long) LONG.get(pattern, 0);
        var patterns = byBeginning.computeIfAbsent(beginning, _ -> new ArrayList<>(1));
        if (patterns.stream().anyMatch(known -> Arrays.equals(known.bytes(), pattern))) {
            return false;
        }
        patterns.add(new Pattern<>(pattern, meaning));
        var place = place(beginning);
        filter[place >> 6] |= 1L << place;
        longest = Math.max(longest, pattern.length);
        count++;
        return true;
    }

    int patterns() {
        return count;
    }

    /** Tells every hit in the stream, which it reads to its end. @return the bytes read */
    long in(InputStream stream, Consumer<T> hit) throws IOException {
        var buffer = new byte[AT_ONCE + longest];
        var filled = 0;
        var total = 0L;
        while (true) {
            var read = stream.readNBytes(buffer, filled, buffer.length - filled);
            total += read;
            filled += read;
            var last = filled < buffer.length;
            // what begins in the last bytes may go on in the next part
            var until = last ? filled : filled - longest + 1;
            scan(buffer, filled, until, hit);
            if (last) {
                return total;
            }
            System.arraycopy(buffer, until, buffer, 0, filled - until);
            filled -= until;
        }
    }

    void in(byte[] bytes, Consumer<T> hit) {
        scan(bytes, bytes.length, bytes.length, hit);
    }

    /** Every file of the folder; one that goes away meanwhile is passed over. @return the bytes read */
    long below(Path folder, Consumer<T> hit) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        var total = 0L;
        for (var file : files) {
            try (var stream = Files.newInputStream(file)) {
                total += in(stream, hit);
            } catch (NoSuchFileException gone) {
                continue;
            }
        }
        return total;
    }

    private void scan(byte[] bytes, int end, int until, Consumer<T> hit) {
        var last = Math.min(until, end - SHORTEST + 1);
        for (var at = 0; at < last; at++) {
            var beginning = (long) LONG.get(bytes, at);
            var place = place(beginning);
            if ((filter[place >> 6] & (1L << place)) != 0) {
                compare(bytes, at, end, byBeginning.getOrDefault(beginning, List.of()), hit);
            }
        }
    }

    private static <T> void compare(byte[] bytes, int at, int end, List<Pattern<T>> patterns, Consumer<T> hit) {
        for (var pattern : patterns) {
            var length = pattern.bytes().length;
            if (at + length <= end && Arrays.equals(bytes, at, at + length, pattern.bytes(), 0, length)) {
                hit.accept(pattern.meaning());
            }
        }
    }

    private static int place(long beginning) {
        return (int) (beginning * 0x9E3779B97F4A7C15L >>> (64 - BITS));
    }
}
