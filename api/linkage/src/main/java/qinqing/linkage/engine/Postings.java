package qinqing.linkage.engine;

import java.util.Arrays;

/** For each key the subjects that carry it, ascending. Filled first, then {@link #freeze frozen}, then read by any thread. */
final class Postings {

    private long[] keys = new long[1024];
    private int[] subjects = new int[1024];
    private int size;

    private LongCounts ends = new LongCounts(8);
    private LongCounts sizes = new LongCounts(8);
    private int[] lists = {};

    void add(long key, int subject) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            subjects = Arrays.copyOf(subjects, size * 2);
        }
        keys[size] = key;
        subjects[size++] = subject;
    }

    void freeze() {
        sizes = new LongCounts(size);
        for (int i = 0; i < size; i++) {
            sizes.add(keys[i], 1);
        }
        ends = new LongCounts(sizes.size());
        lists = new int[size];
        int next = 0;
        for (int i = 0; i < size; i++) {
            long key = keys[i];
            int end;
            if (ends.knows(key)) {
                end = ends.get(key);
            } else {
                end = next;
                next += sizes.get(key);
            }
            lists[end] = subjects[i];
            ends.put(key, end + 1);
        }
        keys = new long[0];
        subjects = new int[0];
    }

    int count(long key) {
        return sizes.get(key);
    }

    /** Where the list of the key begins in {@link #at}. */
    int start(long key) {
        return ends.get(key) - sizes.get(key);
    }

    int at(int position) {
        return lists[position];
    }
}
