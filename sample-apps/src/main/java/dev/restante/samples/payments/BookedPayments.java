package dev.restante.samples.payments;

import dev.restante.samples.numbers.NumberSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which payments somebody has booked: the evidence that each was booked, and none twice. It stays small where ids count up, as in
 * {@code books-1}, {@code books-2}: the numbers at their ends are kept as ranges. Immutable.
 *
 * @param numbers of the ids that begin alike, by that beginning; 0 stands for an id without a number
 * @param doubles how often a payment came that was booked already
 */
public record BookedPayments(Map<String, NumberSet> numbers, long doubles) {

    public static final BookedPayments NONE = new BookedPayments(Map.of(), 0);

    /** Longer ones might not fit into a {@code long}. */
    private static final int MOST_DIGITS = 18;

    public BookedPayments {
        numbers = Map.copyOf(numbers);
    }

    public boolean contains(String paymentId) {
        int split = startOfNumber(paymentId);
        return numbers.getOrDefault(paymentId.substring(0, split), NumberSet.EMPTY)
                .contains(numberFrom(paymentId, split));
    }

    /** How many different payments were booked. */
    public long size() {
        return numbers.values().stream().mapToLong(NumberSet::size).sum();
    }

    public BookedPayments with(String paymentId) {
        int split = startOfNumber(paymentId);
        String beginning = paymentId.substring(0, split);
        long number = numberFrom(paymentId, split);
        NumberSet known = numbers.getOrDefault(beginning, NumberSet.EMPTY);
        if (known.contains(number)) {
            return new BookedPayments(numbers, doubles + 1);
        }
        Map<String, NumberSet> next = new HashMap<>(numbers);
        next.put(beginning, known.with(number));
        return new BookedPayments(next, doubles);
    }

    /** Where the digits at the end begin, without leading zeros, so that {@code a-7} and {@code a-07} stay two. */
    private static int startOfNumber(String id) {
        int digits = id.length();
        while (digits > 0 && id.length() - digits < MOST_DIGITS && isDigit(id.charAt(digits - 1))) {
            digits--;
        }
        while (digits < id.length() && id.charAt(digits) == '0') {
            digits++;
        }
        return digits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static long numberFrom(String id, int start) {
        return start == id.length() ? 0 : Long.parseLong(id, start, id.length(), 10);
    }
}
