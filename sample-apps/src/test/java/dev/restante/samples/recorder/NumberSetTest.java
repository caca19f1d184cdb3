package dev.restante.samples.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.samples.recorder.NumberSet.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NumberSetTest {

    @Test
    void numbers_that_count_up_take_one_range() {
        NumberSet set = NumberSet.EMPTY;
        for (long n = 1; n <= 1_000; n++) {
            set = set.with(n);
        }

        assertThat(set.ranges()).containsExactly(new Range(1, 1_000));
        assertThat(set.size()).isEqualTo(1_000);
        assertThat(set.highest()).isEqualTo(1_000);
    }

    @Test
    void a_number_that_fills_a_gap_joins_the_ranges_around_it() {
        NumberSet set = NumberSet.EMPTY.with(1).with(3);

        assertThat(set.ranges()).containsExactly(new Range(1, 1), new Range(3, 3));
        assertThat(set.with(2).ranges()).containsExactly(new Range(1, 3));
    }

    @Test
    void adding_a_number_again_changes_nothing() {
        NumberSet set = NumberSet.EMPTY.with(1).with(2).with(9);

        assertThat(set.with(2)).isSameAs(set);
    }

    @Test
    void it_holds_what_was_added_in_any_order_and_nothing_else() {
        long seed = 7;
        Random random = new Random(seed);
        List<Long> numbers = new ArrayList<>();
        for (long n = 0; n < 500; n++) {
            if (random.nextInt(3) > 0) {
                numbers.add(n);
            }
        }
        Collections.shuffle(numbers, random);
        Set<Long> expected = new TreeSet<>(numbers);

        NumberSet set = NumberSet.EMPTY;
        for (long n : numbers) {
            assertThat(set.contains(n)).isFalse();
            set = set.with(n);
        }

        for (long n = 0; n < 500; n++) {
            assertThat(set.contains(n)).as("%d", n).isEqualTo(expected.contains(n));
        }
        assertThat(set.size()).isEqualTo(expected.size());
    }

    @Test
    void the_empty_set_has_nothing() {
        assertThat(NumberSet.EMPTY.contains(0)).isFalse();
        assertThat(NumberSet.EMPTY.size()).isZero();
        assertThat(NumberSet.EMPTY.highest()).isZero();
    }

    @Test
    void ranges_ascend_with_gaps_between() {
        assertThatThrownBy(() -> new NumberSet(List.of(new Range(1, 2), new Range(3, 4))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Range(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
