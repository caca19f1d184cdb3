package dev.restante.testkit.simulation;

import java.util.List;

/** The one source of chance of a history: SplitMix64 (Steele, Lea, Flood 2014), written out so that a seed means the same on every JDK. */
final class Chance {

    private long state;

    Chance(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9e3779b97f4a7c15L;
        long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + (int) Long.remainderUnsigned(next(), high - low + 1L);
    }

    /** True once in {@code n} times on average; never for 0. */
    boolean oneIn(int n) {
        return n > 0 && Long.remainderUnsigned(next(), n) == 0;
    }

    boolean percent(int share) {
        return between(1, 100) <= share;
    }

    <T> T pick(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }

    /** Milliseconds: mostly about {@code typical}, once in a while much longer. */
    long delay(int typical) {
        return oneIn(50) ? between(typical, typical * 30) : between(0, typical);
    }

    /** An independent source, so that drawing more in one place does not shift all others. */
    Chance fork() {
        return new Chance(next());
    }
}
