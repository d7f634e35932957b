package qinqing.linkage.engine;

import java.util.Arrays;

/** The compared pairs of a run of applicants, grouped by applicant, in plain arrays. */
final class Pairs {

    final int firstApplicant;
    /** Where the pairs of the i-th applicant begin; one more entry at the end. */
    final int[] starts;

    int[] subjects = new int[256];
    long[] levels = new long[256];
    double[] others = new double[256];
    int size;
    /** Pairs scored, also those not kept. */
    long scored;

    long hot;

    Pairs(int firstApplicant, int applicants) {
        this.firstApplicant = firstApplicant;
        starts = new int[applicants + 1];
    }

    void add(int subject, long level, double other) {
        if (size == subjects.length) {
            subjects = Arrays.copyOf(subjects, size * 2);
            levels = Arrays.copyOf(levels, size * 2);
            others = Arrays.copyOf(others, size * 2);
        }
        subjects[size] = subject;
        levels[size] = level;
        others[size++] = other;
    }

    int applicants() {
        return starts.length - 1;
    }

    void trim() {
        subjects = Arrays.copyOf(subjects, size);
        levels = Arrays.copyOf(levels, size);
        others = Arrays.copyOf(others, size);
    }
}
