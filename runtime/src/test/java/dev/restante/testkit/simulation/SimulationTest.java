package dev.restante.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    private static final int ORDINARY_HISTORIES = 1_500;
    private static final int LONG_HISTORIES = 50_000;

    /** How long a smaller history is looked for when one fails. */
    private static final Duration MINIMISING = Duration.ofSeconds(30);

    @Test
    void histories_with_faults_of_every_kind_keep_every_promise() throws InterruptedException {
        Totals totals = run(1, ORDINARY_HISTORIES);

        assertThat(totals.histories()).isEqualTo(ORDINARY_HISTORIES);
        assertThat(totals.counts())
                .as("what the histories went through")
                .containsKeys(
                        "crashes",
                        "freezes",
                        "usurpations",
                        "moves",
                        "network cuts",
                        "slow stores",
                        "clocks set forward",
                        "clocks set back",
                        "storage failures",
                        "kills by a message",
                        "fenced appends",
                        "fenced claims",
                        "fenced row writes",
                        "row writes lost",
                        "pages cut by bytes",
                        "operations lost in crashes",
                        "operations that outlive a crash",
                        "recalls",
                        "recoveries from a checkpoint",
                        "trims",
                        "passivations",
                        "pipelines sent again",
                        "messages lost",
                        "messages in doubt",
                        "duplicates answered",
                        "results DEFERRED",
                        "refused MAILBOX_FULL",
                        "refused OVERLOADED",
                        "refused TOO_LATE",
                        "refused KEY_REUSED",
                        "refused UNKNOWN_TYPE",
                        "refused UNKNOWN_MESSAGE",
                        "outcomes PROCESSED",
                        "outcomes REJECTED",
                        "outcomes DEAD",
                        "outcomes EXPIRED",
                        "outcomes CANCELLED",
                        "outcomes PURGED",
                        "dead letters",
                        "redriven",
                        "discarded",
                        "recalls",
                        "calls");
    }

    @Tag("long")
    @Test
    void histories_of_random_seeds_keep_every_promise() throws InterruptedException {
        long first = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE / 2);

        Totals totals = run(first, LONG_HISTORIES);

        assertThat(totals.histories()).isEqualTo(LONG_HISTORIES);
    }

    /** To look at one history: {@code mvn test -pl runtime -Dtest=SimulationTest -Dsimulation.seed=42}. */
    @EnabledIfSystemProperty(named = "simulation.seed", matches = "\\d+")
    @Test
    void the_history_of_a_given_seed_keeps_every_promise() {
        History history =
                ProtocolSimulation.drawn(Long.getLong("simulation.seed")).run();

        assertThat(history.events()).isPositive();
    }

    @Test
    void a_history_without_faults_refuses_and_loses_nothing_but_what_is_invalid() {
        History history = new ProtocolSimulation(1, SimulationSettings.calm()).run();

        assertThat(history.count("messages in doubt")).isZero();
        assertThat(history.count("messages accepted")).isPositive();
    }

    @Test
    void a_seed_tells_the_same_history_every_time() {
        History first = ProtocolSimulation.drawn(42).run();

        History again = ProtocolSimulation.drawn(42).run();

        assertThat(again).isEqualTo(first);
    }

    /**
     * Seeds that failed when they were found. A change of the simulator gives a seed another history, so what they showed of the engine has a
     * story of its own in the tests of {@code dev.restante.engine}.
     */
    @ParameterizedTest
    @ValueSource(longs = {7, 11, 12, 73, 104, 283, 996, 1017, 1258, 1319, 1481, 1553, 2776, 8114})
    void a_seed_that_once_failed_keeps_every_promise(long seed) {
        History history = ProtocolSimulation.drawn(seed).run();

        assertThat(history.events()).isPositive();
    }

    @Test
    void a_broken_promise_is_reported_with_its_seed_and_what_led_to_it() {
        ProtocolSimulation simulation = Defect.ACKNOWLEDGED_ON_ARRIVAL.in(1);

        assertThatThrownBy(simulation::run)
                .isInstanceOf(InvariantViolation.class)
                .hasMessageStartingWith("seed 1: I1: ")
                .hasMessageContaining("Events about ")
                .hasMessageContaining("Last events of ");
    }

    private static Totals run(long first, long histories) throws InterruptedException {
        Campaign campaign = new Campaign(first, histories);
        Optional<Campaign.Failure> failure = campaign.run(totals -> {});
        if (failure.isPresent()) {
            long until = System.nanoTime() + MINIMISING.toNanos();
            throw failure.get().minimised(() -> System.nanoTime() < until);
        }
        return campaign.totals();
    }
}
