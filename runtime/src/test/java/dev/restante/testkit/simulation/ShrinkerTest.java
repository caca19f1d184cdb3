package dev.restante.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class ShrinkerTest {

    private static final SimulationSettings DRAWN = SimulationSettings.drawn(1)
            .withFaults(
                    Faults.none().with(Fault.CRASH, 1_000).with(Fault.LOSS, 10).with(Fault.SKEW, 5));

    @Test
    void faults_and_load_that_the_failure_does_not_need_are_left_out() {
        Shrinker shrinker = new Shrinker(DRAWN, settings -> settings.faults().level(Fault.LOSS) > 0, () -> true);

        SimulationSettings smallest = shrinker.shrink();

        assertThat(smallest.faults().kinds()).containsExactly(Fault.LOSS);
        assertThat(smallest.load().messages()).isEqualTo(1);
        assertThat(smallest.load().endMillis()).isLessThan(DRAWN.load().endMillis() / 100);
        assertThat(smallest.nodes()).isEqualTo(2);
    }

    @Test
    void what_does_not_fail_any_more_is_not_kept() {
        Shrinker shrinker = new Shrinker(DRAWN, settings -> false, () -> true);

        assertThat(shrinker.shrink()).isEqualTo(DRAWN);
    }

    @Test
    void it_stops_when_time_is_up() {
        Shrinker shrinker = new Shrinker(DRAWN, settings -> true, () -> false);

        assertThat(shrinker.shrink()).isEqualTo(DRAWN);
        assertThat(shrinker.tries()).isZero();
    }

    @Test
    void a_minimised_history_breaks_the_same_promise_and_says_what_is_left_of_it() {
        ProtocolSimulation simulation = Defect.ORDER_LOST_ON_RETRY.in(1);
        InvariantViolation whole =
                catchThrowableOfType(InvariantViolation.class, Defect.ORDER_LOST_ON_RETRY.in(1)::run);

        InvariantViolation violation =
                catchThrowableOfType(InvariantViolation.class, () -> simulation.runMinimised(() -> true));

        String promise = whole.getMessage().replaceFirst("(?s)^seed 1: (I\\d+): .*", "$1");
        assertThat(promise).matches("I\\d+");
        assertThat(violation)
                .hasMessageStartingWith("seed 1: " + promise + ": ")
                .hasMessageContaining("The smallest history found in ")
                .hasMessageContaining("cut off after ");
    }
}
