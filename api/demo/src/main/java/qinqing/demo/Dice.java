package qinqing.demo;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The generator's only source of chance. A die is named by the seed and a path of numbers, so that any part of the
 * county (one villager, one file) can be made again without making what came before it.
 */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed, long... path) {
        var mixed = mix(seed);
        for (var step : path) {
            mixed = mix(mixed ^ mix(step));
        }
        random = new SplittableRandom(mixed);
    }

    /** Both ends are included. */
    int between(int low, int high) {
        return high <= low ? low : random.nextInt(low, high + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double share() {
        return random.nextDouble();
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    char pick(String from) {
        return from.charAt(random.nextInt(from.length()));
    }

    @SafeVarargs
    final <T> T oneOf(T... from) {
        return from[random.nextInt(from.length)];
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbouring paths give unrelated dice. */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
