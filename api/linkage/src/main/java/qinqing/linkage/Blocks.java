package qinqing.linkage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hash index from block keys to relatives: a pair that {@link ExactLinker#compare} links shares the ID token, or the name
 * and one more field. Two different blocks may meet in one 64-bit key; that costs a comparison and never a wrong link.
 */
final class Blocks {

    private static final int KINDS = 6;
    private static final int NONE = -1;

    private final long[] keys;
    private final int[] next;
    private final int[] heads;
    private final @Nullable Integer[] tokenKeys = new Integer[4];

    private final long[] probe = new long[KINDS];
    private int[] found = new int[16];
    private int size;

    Blocks(RelativeRecord[] relatives) {
        keys = new long[Math.multiplyExact(relatives.length, KINDS)];
        next = new int[keys.length];
        heads = new int[Integer.highestOneBit(Math.max(keys.length, 1)) * 2];
        Arrays.fill(heads, NONE);
        for (int i = 0; i < relatives.length; i++) {
            RelativeRecord r = relatives[i];
            fill(r.nameKey(), r.personToken(), r.phoneToken(), r.addressToken(), r.birthToken());
            fillPlain(r.nameKey(), r.villageCode(), r.employer());
            for (int kind = 0; kind < KINDS; kind++) {
                int slot = i * KINDS + kind;
                keys[slot] = probe[kind];
                if (probe[kind] != 0) {
                    next[slot] = heads[head(probe[kind])];
                    heads[head(probe[kind])] = slot;
                }
            }
        }
    }

    /** Finds the relatives that share a block with the beneficiary: each once, ascending, {@link #candidate} by number. */
    int find(BeneficiaryRecord b) {
        fill(b.nameKey(), b.personToken(), b.phoneToken(), b.addressToken(), b.birthToken());
        fillPlain(b.nameKey(), b.villageCode(), b.employer());
        size = 0;
        for (long key : probe) {
            for (int slot = key == 0 ? NONE : heads[head(key)]; slot != NONE; slot = next[slot]) {
                if (keys[slot] == key) {
                    add(slot / KINDS);
                }
            }
        }
        return size < 2 ? size : dropRepeated();
    }

    int candidate(int number) {
        return found[number];
    }

    private void fill(
            @Nullable String name,
            @Nullable Token person,
            @Nullable Token phone,
            @Nullable Token address,
            @Nullable Token birth) {
        probe[0] = key(0, "", person);
        probe[1] = key(1, name, phone);
        probe[2] = key(2, name, address);
        probe[3] = key(3, name, birth);
    }

    private void fillPlain(@Nullable String name, @Nullable String village, @Nullable String employer) {
        probe[4] = name == null || village == null ? 0 : key(4, name, hash(village));
        probe[5] = name == null || employer == null ? 0 : key(5, name, hash(employer));
    }

    private long key(int kind, @Nullable String name, @Nullable Token token) {
        if (token == null) {
            return 0;
        }
        Integer before = tokenKeys[kind];
        if (before == null) {
            tokenKeys[kind] = token.key();
        } else if (before != token.key()) {
            throw new IllegalArgumentException("tokens under different keys cannot be compared");
        }
        return name == null ? 0 : key(kind, name, token.high() ^ Long.rotateLeft(token.low(), 32));
    }

    private static long key(int kind, String name, long value) {
        long key = mix(mix(hash(name) + kind) ^ value);
        return key == 0 ? 1 : key;
    }

    private static long hash(String text) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash + text.charAt(i));
        }
        return hash;
    }

    /** The finaliser of SplitMix64: every bit of the input moves every bit of the output. */
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private int head(long key) {
        return (int) key & (heads.length - 1);
    }

    private void add(int relative) {
        if (size == found.length) {
            found = Arrays.copyOf(found, size * 2);
        }
        found[size++] = relative;
    }

    private int dropRepeated() {
        Arrays.sort(found, 0, size);
        int kept = 1;
        for (int i = 1; i < size; i++) {
            if (found[i] != found[i - 1]) {
                found[kept++] = found[i];
            }
        }
        size = kept;
        return size;
    }
}
