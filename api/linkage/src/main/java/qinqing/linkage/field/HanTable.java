package qinqing.linkage.field;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of each Chinese character: standard form, reading as in names, reading as dialects merge it, other
 * readings, look-alikes. Read once from {@code han.tsv}; a look-up is one array access.
 */
final class HanTable {

    private static final int SIZE = 0x20000;
    private static final int OTHER_READINGS = 3;

    static final HanTable INSTANCE = load();

    private final int[] standard = new int[SIZE];
    private final short[] surname = new short[SIZE];
    private final short[] dialect = new short[SIZE];
    private final short[][] other = new short[SIZE][];
    private final long[] alike;

    private HanTable(List<String> lines) {
        for (int i = 0; i < SIZE; i++) {
            standard[i] = i;
        }
        Map<String, Short> ids = new HashMap<>();
        Map<String, Short> merged = new HashMap<>();
        List<Short> dialectOf = new ArrayList<>(List.of((short) 0));
        List<long[]> pairs = new ArrayList<>();
        int count = 0;
        for (String line : lines) {
            String[] columns = line.split("\t", -1);
            int character = columns[0].codePointAt(0);
            if (character >= SIZE) {
                continue;
            }
            standard[character] = columns[1].codePointAt(0);
            List<Short> sounds = new ArrayList<>(4);
            for (String reading : (columns[2] + ',' + columns[3]).split(",")) {
                if (!reading.isEmpty() && sounds.size() <= OTHER_READINGS) {
                    sounds.add(sound(reading, ids, merged, dialectOf));
                }
            }
            if (!sounds.isEmpty()) {
                surname[character] = sounds.getFirst();
                dialect[character] = dialectOf.get(sounds.getFirst());
                other[character] = shorts(sounds);
            }
            int[] similar = columns[4].codePoints().toArray();
            long[] own = new long[similar.length];
            for (int i = 0; i < similar.length; i++) {
                own[i] = pair(character, similar[i]);
            }
            pairs.add(own);
            count += own.length;
        }
        long[] all = new long[count];
        int at = 0;
        for (long[] own : pairs) {
            System.arraycopy(own, 0, all, at, own.length);
            at += own.length;
        }
        Arrays.sort(all);
        alike = all;
        dialects = new short[dialectOf.size()];
        for (int i = 0; i < dialects.length; i++) {
            dialects[i] = dialectOf.get(i);
        }
    }

    private final short[] dialects;

    private static short sound(
            String reading, Map<String, Short> ids, Map<String, Short> merged, List<Short> dialectOf) {
        Short known = ids.get(reading);
        if (known != null) {
            return known;
        }
        short id = (short) dialectOf.size();
        ids.put(reading, id);
        dialectOf.add(merged.computeIfAbsent(merge(reading), m -> (short) (merged.size() + 1)));
        return id;
    }

    /** What southern and south-western speakers do not tell apart: zh/z, ch/c, sh/s, l/n, h/f before u, final n/ng. */
    static String merge(String reading) {
        String r = reading;
        if (r.length() > 2 && r.charAt(1) == 'h') {
            r = r.charAt(0) + r.substring(2);
        }
        if (r.startsWith("n") && r.length() > 1) {
            r = 'l' + r.substring(1);
        }
        if (r.startsWith("hu") && r.length() > 2) {
            r = 'f' + r.substring(2);
        }
        if (r.endsWith("ng")) {
            r = r.substring(0, r.length() - 1);
        }
        if (r.endsWith("on")) {
            r = r.substring(0, r.length() - 2) + "en"; // feng and fong, meng and mong
        }
        return r;
    }

    private static short[] shorts(List<Short> list) {
        short[] array = new short[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    int standard(int c) {
        return c < SIZE ? standard[c] : c;
    }

    /** The first reading, as in names; 0 for what has none. */
    short sound(int c) {
        return c >= 0 && c < SIZE ? surname[c] : 0;
    }

    short dialect(int c) {
        return c >= 0 && c < SIZE ? dialect[c] : 0;
    }

    boolean soundsLike(int a, int b) {
        short[] left = a >= 0 && a < SIZE ? other[a] : null;
        short[] right = b >= 0 && b < SIZE ? other[b] : null;
        if (left == null || right == null) {
            return false;
        }
        for (short l : left) {
            for (short r : right) {
                if (l == r) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean soundsLikeInDialect(int a, int b) {
        short[] left = a >= 0 && a < SIZE ? other[a] : null;
        short[] right = b >= 0 && b < SIZE ? other[b] : null;
        if (left == null || right == null) {
            return false;
        }
        for (short l : left) {
            for (short r : right) {
                if (dialects[l] == dialects[r]) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean looksLike(int a, int b) {
        return Arrays.binarySearch(alike, pair(a, b)) >= 0 || Arrays.binarySearch(alike, pair(b, a)) >= 0;
    }

    private static long pair(int a, int b) {
        return ((long) a << 32) | b;
    }

    private static HanTable load() {
        try (InputStream in = HanTable.class.getResourceAsStream("han.tsv")) {
            if (in == null) {
                throw new IllegalStateException("han.tsv was not built into the jar");
            }
            return new HanTable(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
