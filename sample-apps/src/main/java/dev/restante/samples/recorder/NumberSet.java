package dev.restante.samples.recorder;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of numbers, kept as ranges: its size is that of its gaps, so that a set of numbers that count up takes one range, however many they
 * are. Immutable.
 *
 * @param ranges ascending, with at least one number missing between two of them
 */
record NumberSet(List<Range> ranges) {

    static final NumberSet EMPTY = new NumberSet(List.of());

    NumberSet {
        ranges = List.copyOf(ranges);
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).from() <= ranges.get(i - 1).to() + 1) {
                throw new IllegalArgumentException("ranges must ascend with a gap between: " + ranges);
            }
        }
    }

    /**
     * All numbers from {@code from} to {@code to}, both included.
     *
     * @param from at least 0
     * @param to at least {@code from}, less than {@link Long#MAX_VALUE}
     */
    record Range(long from, long to) {
        Range {
            if (from < 0 || to < from || to == Long.MAX_VALUE) {
                throw new IllegalArgumentException("not a range of numbers: " + from + " to " + to);
            }
        }
    }

    boolean contains(long number) {
        int index = firstEndingFrom(number);
        return index < ranges.size() && ranges.get(index).from() <= number;
    }

    /** This set and {@code number}, which is at least 0 and less than {@link Long#MAX_VALUE}. */
    NumberSet with(long number) {
        int index = firstEndingFrom(number);
        if (index < ranges.size() && ranges.get(index).from() <= number) {
            return this;
        }
        long from = number;
        long to = number;
        List<Range> next = new ArrayList<>(ranges);
        if (index < next.size() && next.get(index).from() == number + 1) {
            to = next.remove(index).to();
        }
        if (index > 0 && next.get(index - 1).to() == number - 1) {
            index--;
            from = next.remove(index).from();
        }
        next.add(index, new Range(from, to));
        return new NumberSet(next);
    }

    /** How many numbers are in the set. */
    long size() {
        long size = 0;
        for (Range range : ranges) {
            size += range.to() - range.from() + 1;
        }
        return size;
    }

    /** The highest number; 0 in the empty set. */
    long highest() {
        return ranges.isEmpty() ? 0 : ranges.get(ranges.size() - 1).to();
    }

    /** Index of the first range that ends at {@code number} or behind it; the number of ranges when there is none. */
    private int firstEndingFrom(long number) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).to() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
