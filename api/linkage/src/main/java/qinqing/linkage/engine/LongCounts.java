package qinqing.linkage.engine;

/** Counts by 64-bit key, in two plain arrays; grows at two thirds. Not thread-safe. */
final class LongCounts {

    private long[] keys;
    private int[] counts;
    private int size;

    LongCounts(int expected) {
        int capacity = Integer.highestOneBit(Math.max(expected, 8) * 2 - 1) * 2;
        keys = new long[capacity];
        counts = new int[capacity];
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key ^ key >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long nonZero(long key) {
        return key == 0 ? 1 : key;
    }

    /** Adds, making the key known. */
    int add(long key, int more) {
        long k = nonZero(key);
        int slot = slot(k);
        if (keys[slot] == 0) {
            if (++size * 3L > keys.length * 2L) {
                grow();
                slot = slot(k);
            }
            keys[slot] = k;
        }
        return counts[slot] += more;
    }

    /** Adds one if the key is known already. */
    void addIfKnown(long key) {
        long k = nonZero(key);
        int slot = slot(k);
        if (keys[slot] == k) {
            counts[slot]++;
        }
    }

    boolean knows(long key) {
        long k = nonZero(key);
        return keys[slot(k)] == k;
    }

    int get(long key) {
        return counts[slot(nonZero(key))];
    }

    /** Sets the value of a key. */
    void put(long key, int value) {
        add(key, 0);
        counts[slot(nonZero(key))] = value;
    }

    /** Whether the key was new. */
    boolean addNew(long key) {
        return add(key, 1) == 1;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        counts = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
