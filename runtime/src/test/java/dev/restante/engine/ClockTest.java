package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorStatus;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wall clock that is set, which must not be taken for time that has passed or has not. */
class ClockTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long LONGER_THAN_GRACE = 10;
    private static final long LONGER_THAN_ALL_BACKOFF = 5_000;

    private final PartitionDriver partition = new PartitionDriver();

    @BeforeEach
    void start() {
        partition.start().openChannel();
    }

    @Test
    void a_clock_set_back_does_not_hold_up_a_record_that_waits_for_a_handler() {
        partition.bring(ALICE, "a");
        partition.holdTurns();
        partition.bring(ALICE, "b");
        assertThat(partition.receiptsThrough()).isEqualTo(1);

        partition.setClock(-HOUR);
        partition.advance(LONGER_THAN_GRACE);

        assertThat(partition.receiptsThrough()).isEqualTo(2);
    }

    @Test
    void a_clock_set_back_does_not_make_a_failed_message_wait_for_an_hour() {
        partition.bring(ALICE, "fail", "after");

        partition.setClock(-HOUR);
        partition.advance(LONGER_THAN_ALL_BACKOFF);

        assertThat(partition.stateOf(ALICE)).isEqualTo("after");
    }

    @Test
    void a_delayed_message_waits_for_the_time_of_day_when_the_clock_is_set_back() {
        partition.bring(ALICE, "later 1000 timer soon");

        partition.setClock(-HOUR);
        partition.advance(LONGER_THAN_ALL_BACKOFF);
        assertThat(partition.bodiesHandedOver()).doesNotContain("soon");

        partition.advance(HOUR);
        assertThat(partition.bodiesHandedOver()).endsWith("soon");
    }

    @Test
    void an_actor_is_not_passivated_early_when_the_clock_is_set_back() {
        partition.bring(ALICE, "a");

        partition.setClock(-HOUR);
        partition.bring(ALICE, "b");

        ActorStatus alice = partition.ask(ActorStatus.class, new Request.Describe(ALICE));
        assertThat(alice.processed()).isEqualTo(2);
    }
}
