package dev.restante.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    private static final int ORDINARY_HISTORIES = 1_500;
    private static final int LONG_HISTORIES = 50_000;

    /** The rarest defect shows in about one history of a hundred. */
    private static final int HISTORIES_TO_FIND_A_DEFECT = 1_000;

    @Test
    void histories_with_faults_of_every_kind_keep_every_promise() {
        List<History> histories = run(LongStream.rangeClosed(1, ORDINARY_HISTORIES));

        assertThat(histories).hasSize(ORDINARY_HISTORIES);
        assertThat(totals(histories))
                .as("what the histories went through")
                .containsKeys(
                        "crashes",
                        "freezes",
                        "usurpations",
                        "moves",
                        "network cuts",
                        "storage failures",
                        "kills by a message",
                        "fenced appends",
                        "fenced claims",
                        "fenced row writes",
                        "row writes lost",
                        "recoveries from a checkpoint",
                        "trims",
                        "passivations",
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
    void histories_of_random_seeds_keep_every_promise() {
        long first = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE / 2);

        List<History> histories = run(LongStream.range(first, first + LONG_HISTORIES));

        assertThat(histories).hasSize(LONG_HISTORIES);
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

    @ParameterizedTest
    @EnumSource(Defect.class)
    void a_defect_put_in_on_purpose_is_noticed(Defect defect) {
        LongStream seeds = LongStream.rangeClosed(1, HISTORIES_TO_FIND_A_DEFECT);

        boolean noticed = seeds.anyMatch(seed -> {
            SimulationSettings settings = SimulationSettings.drawn(seed).withDefects(Set.of(defect));
            return breaksAPromise(new ProtocolSimulation(seed, settings));
        });

        assertThat(noticed).isTrue();
    }

    @Test
    void a_broken_promise_is_reported_with_its_seed_and_what_led_to_it() {
        SimulationSettings settings = SimulationSettings.drawn(1).withDefects(Set.of(Defect.COMMIT_BEFORE_DURABLE));

        assertThatThrownBy(() -> new ProtocolSimulation(1, settings).run())
                .isInstanceOf(InvariantViolation.class)
                .hasMessageStartingWith("seed 1: ")
                .hasMessageContaining("Last events of ");
    }

    /** Seeds that failed when they were found; the messages of the commits that name them say what they showed. */
    @ParameterizedTest
    @ValueSource(longs = {7, 11, 12, 73, 104, 283, 996, 1017, 1258, 1319, 1481, 1553, 2776, 8114})
    void a_seed_that_once_failed_keeps_every_promise(long seed) {
        History history = ProtocolSimulation.drawn(seed).run();

        assertThat(history.events()).isPositive();
    }

    private static List<History> run(LongStream seeds) {
        return seeds.parallel()
                .mapToObj(seed -> ProtocolSimulation.drawn(seed).run())
                .toList();
    }

    private static boolean breaksAPromise(ProtocolSimulation simulation) {
        try {
            simulation.run();
            return false;
        } catch (InvariantViolation e) {
            return true;
        }
    }

    private static Map<String, Long> totals(List<History> histories) {
        Map<String, Long> totals = new TreeMap<>();
        for (History history : histories) {
            history.counts().forEach((happening, times) -> totals.merge(happening, times, Long::sum));
        }
        totals.values().removeIf(times -> times == 0);
        return totals;
    }
}
