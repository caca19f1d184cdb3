package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.MessageId;
import dev.restante.Refusal;
import dev.restante.engine.CourierInput.Wishes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a courier does with more than it may hold, and for a partition that it has never heard of. */
class CourierLimitsTest {

    private static final long NOW = 1_000_000_000;
    private static final CourierSettings LIMITS = CourierSettings.defaults();
    private static final Wishes PLAIN = new Wishes(0, 0, false, null);

    private final int partition =
            Placement.partitionOf(ALICE, PlayedSettings.few().partitions());
    private long channels = PartitionDriver.COURIER;

    @Test
    void who_would_wait_for_an_outcome_is_refused_when_too_many_do() {
        CourierSettings few = new CourierSettings(2, 1 << 20, 30_000, 500, 5_000, 100, 2_000, 180_000);
        Courier small = new Courier(PlayedSettings.few(), few, () -> channels++);
        small.handle(new CourierInput.Follow("a", id(1), 60_000), NOW);
        small.handle(new CourierInput.Follow("b", id(2), 60_000), NOW);

        List<CourierOutput> third = small.handle(new CourierInput.Follow("c", id(3), 60_000), NOW);
        List<CourierOutput> asking =
                small.handle(new CourierInput.Submit("d", ALICE, text("d"), Provenance.NONE, PLAIN, 60_000), NOW);
        List<CourierOutput> telling =
                small.handle(new CourierInput.Submit("e", ALICE, text("e"), Provenance.NONE, PLAIN, 0), NOW);

        assertThat(third).containsExactly(new CourierOutput.GaveUp("c"));
        assertThat(asking)
                .singleElement()
                .satisfies(refused ->
                        assertThat(((CourierOutput.Refused) refused).refusal()).isEqualTo(Refusal.OVERLOADED));
        assertThat(telling).isEmpty();
    }

    @Test
    void a_channel_that_nobody_opened_is_asked_for_at_once_when_the_partition_has_an_owner() {
        Courier unheard = new Courier(PlayedSettings.few(), LIMITS, () -> channels++);
        unheard.handle(new CourierInput.Submit("a", ALICE, text("a"), Provenance.NONE, PLAIN, 0), NOW);
        for (int millis = 0; millis < 10_000; millis += 250) {
            unheard.flush(NOW + millis);
        }

        List<CourierOutput> answer = unheard.handle(new CourierInput.OwnerFound(partition), NOW + 10_000);

        assertThat(answer)
                .filteredOn(CourierOutput.ToPartition.class::isInstance)
                .extracting(output -> ((CourierOutput.ToPartition) output).message())
                .singleElement()
                .isInstanceOf(Protocol.OpenChannel.class);
    }

    @Test
    void more_than_it_may_hold_is_refused_at_once() {
        CourierSettings one = new CourierSettings(1, 1 << 20, 30_000, 500, 5_000, 100, 2_000, 180_000);
        Courier narrow = new Courier(PlayedSettings.few(), one, () -> channels++);
        narrow.handle(new CourierInput.Submit("a", ALICE, text("a"), Provenance.NONE, PLAIN, 0), NOW);

        List<CourierOutput> answer =
                narrow.handle(new CourierInput.Submit("b", ALICE, text("b"), Provenance.NONE, PLAIN, 0), NOW);

        assertThat(answer).hasSize(1);
        assertThat(((CourierOutput.Refused) answer.get(0)).refusal()).isEqualTo(Refusal.OVERLOADED);
    }

    @Test
    void what_waits_for_a_partition_that_never_answered_is_refused_as_unavailable_in_time() {
        Courier unheard = new Courier(PlayedSettings.few(), LIMITS, () -> channels++);
        unheard.handle(new CourierInput.Submit("a", ALICE, text("a"), Provenance.NONE, PLAIN, 0), NOW);

        List<CourierOutput> before = unheard.flush(NOW + 29_000);
        List<CourierOutput> after = unheard.flush(NOW + 30_000);

        assertThat(before).noneMatch(CourierOutput.Refused.class::isInstance);
        assertThat(after).contains(new CourierOutput.Refused("a", Refusal.UNAVAILABLE, 1_000));
    }

    private MessageId id(long number) {
        return new MessageId(partition, PartitionDriver.COURIER, number);
    }
}
