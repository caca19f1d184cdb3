package dev.restante.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Histories with one kind of trouble each, so that what it does is not hidden behind others. Every one of them keeps every promise. */
class ScenarioTest {

    private static final int HISTORIES = 60;

    private static final Faults NONE = Faults.none();

    @Test
    void a_stale_owner_that_goes_on_and_writes_is_fenced() {
        Faults faults = NONE.withFreezes(1_500, 8_000);

        assertThat(count("fenced appends", faults)).isPositive();
    }

    @Test
    void a_courier_that_goes_on_after_its_channel_was_forgotten_doubles_nothing() {
        long longerThanChannelsLive = 3 * SimulationSettings.calm().engine().channelMillis();
        Faults faults = NONE.withFreezes(1_500, (int) longerThanChannelsLive);

        assertThat(count("refused TOO_LATE", faults)).isPositive();
        assertThat(count("messages in doubt", faults)).isPositive();
    }

    @Test
    void refusals_of_full_mailboxes_that_meet_crashes_stay_refusals() {
        Faults faults = NONE.with(Fault.CRASH_POINT, 150);

        assertThat(count("refused MAILBOX_FULL", faults)).isPositive();
        assertThat(count("crashes", faults)).isPositive();
    }

    @Test
    void checkpoints_and_trims_between_crashes_lose_nothing() {
        Faults faults = NONE.with(Fault.CRASH, 700).with(Fault.CRASH_POINT, 400);

        assertThat(count("recoveries from a checkpoint", faults)).isPositive();
        assertThat(count("trims", faults)).isPositive();
    }

    @Test
    void a_third_of_all_messages_lost_doubled_or_late_changes_nothing() {
        Faults faults = new Faults(50, 3, 0, Map.of(Fault.LOSS, 30, Fault.DUPLICATION, 30));

        assertThat(count("messages lost", faults)).isPositive();
        assertThat(count("messages applied", faults)).isPositive();
    }

    /** How often {@code happening} was seen in histories with {@code faults}. */
    private static long count(String happening, Faults faults) {
        SimulationSettings settings = SimulationSettings.calm()
                .withFaults(faults)
                .withLoad(Load.light().withOperations(5));
        return LongStream.rangeClosed(1, HISTORIES)
                .parallel()
                .map(seed -> new ProtocolSimulation(seed, settings).run().count(happening))
                .sum();
    }
}
