package qinqing.intake;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Tells rows that look alike: same person (by token, or by name and place), role, amount and day. Holds a 64-bit hash a row
 * in an open table, 16 MB for a million; two different rows in a million fall together once in 30 million lists, and
 * then a warning is given that somebody looks at, nothing else.
 */
final class Fingerprints {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] table = new long[1 << 12];
    private int size;

    /** @return whether it was there already */
    boolean addAndTell(long fingerprint) {
        if (2 * size >= table.length) {
            grow();
        }
        long key = fingerprint == 0 ? 1 : fingerprint;
        int at = slot(key, table.length);
        while (table[at] != 0) {
            if (table[at] == key) {
                return true;
            }
            at = at + 1 & table.length - 1;
        }
        table[at] = key;
        size++;
        return false;
    }

    boolean has(long fingerprint) {
        long key = fingerprint == 0 ? 1 : fingerprint;
        int at = slot(key, table.length);
        while (table[at] != 0) {
            if (table[at] == key) {
                return true;
            }
            at = at + 1 & table.length - 1;
        }
        return false;
    }

    private void grow() {
        var old = table;
        table = new long[old.length * 2];
        for (long key : old) {
            if (key != 0) {
                int at = slot(key, table.length);
                while (table[at] != 0) {
                    at = at + 1 & table.length - 1;
                }
                table[at] = key;
            }
        }
    }

    private static int slot(long key, int length) {
        return (int) (key ^ key >>> 32) & length - 1;
    }

    /**
     * What two rows have in common when they pay the same thing to the same person twice; 0 when too little is known to
     * say so: many people share a name.
     */
    static long of(
            byte @Nullable [] personToken,
            String nameKey,
            @Nullable String villageCode,
            byte @Nullable [] addressToken,
            String role,
            @Nullable String company,
            @Nullable BigDecimal amount,
            @Nullable LocalDate day) {
        long hash = FNV_OFFSET;
        if (personToken != null) {
            hash = mix(hash, personToken);
        } else if (villageCode != null || addressToken != null) {
            hash = mix(hash, nameKey.getBytes(StandardCharsets.UTF_8));
            hash = villageCode != null
                    ? mix(hash, villageCode.getBytes(StandardCharsets.UTF_8))
                    : mix(hash, addressToken == null ? new byte[0] : addressToken);
        } else {
            return 0;
        }
        hash = mix(hash, role.getBytes(StandardCharsets.UTF_8));
        hash = company == null ? hash : mix(hash, company.getBytes(StandardCharsets.UTF_8));
        hash = mix(hash, amount == null ? -1 : amount.movePointRight(2).longValue());
        hash = mix(hash, day == null ? Long.MIN_VALUE : day.toEpochDay());
        return finish(hash);
    }

    private static long mix(long hash, byte[] bytes) {
        for (byte b : bytes) {
            hash = (hash ^ b & 0xff) * FNV_PRIME;
        }
        return (hash ^ 0x1f) * FNV_PRIME;
    }

    private static long mix(long hash, long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            hash = (hash ^ value >>> shift & 0xff) * FNV_PRIME;
        }
        return hash;
    }

    /** Spreads the last bytes over all bits (finalizer of MurmurHash3). */
    private static long finish(long hash) {
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
