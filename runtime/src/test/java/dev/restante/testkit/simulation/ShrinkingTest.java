package dev.restante.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShrinkingTest {

    private static final Faults MANY = Faults.none()
            .with(Fault.LOSS, 20)
            .with(Fault.CRASH, 1_000)
            .with(Fault.MOVE, 2_000)
            .with(Fault.STORAGE_FAILURE, 100);

    @Test
    void a_kind_that_is_enough_by_itself_is_left_alone_and_as_rare_as_it_may_be() {
        Faults least = Shrinking.shrink(MANY, faults -> isThere(faults, Fault.CRASH, 5_000));

        assertThat(least).isEqualTo(Faults.none().with(Fault.CRASH, 4_000));
    }

    @Test
    void kinds_that_are_needed_together_stay() {
        Faults least =
                Shrinking.shrink(MANY, faults -> isThere(faults, Fault.MOVE, 2_000) && faults.level(Fault.LOSS) >= 5);

        assertThat(least).isEqualTo(Faults.none().with(Fault.MOVE, 2_000).with(Fault.LOSS, 5));
    }

    @Test
    void what_fails_by_itself_needs_no_faults() {
        assertThat(Shrinking.shrink(MANY, faults -> true)).isEqualTo(Faults.none());
    }

    private static boolean isThere(Faults faults, Fault kind, int rarest) {
        return faults.kinds().contains(kind) && faults.level(kind) <= rarest;
    }
}
