package qinqing.linkage.field;

/** 64-bit keys for what is compared for equality. The same text gives the same key in every run. */
public final class Hash {

    private Hash() {}

    /** The finaliser of SplitMix64: every bit of the input moves every bit of the output. */
    public static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public static long of(CharSequence text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash + text.charAt(i));
        }
        return hash;
    }

    /** The order counts. */
    public static long of(long first, long second) {
        return mix(mix(first) + 31 * second);
    }

    public static long of(long first, long second, long third) {
        return of(of(first, second), third);
    }
}
