package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.engine.CourierInput;
import dev.restante.engine.Provenance;
import dev.restante.pekko.NodeSettings.CourierQueueLimits;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CourierQueueTest {

    private static final ActorId ACTOR = new ActorId("counter", "a");

    private final AtomicInteger wakes = new AtomicInteger();

    @Test
    void the_courier_is_woken_once_for_all_that_came_since_it_last_looked() {
        CourierQueue queue = queue(10, 10_000);

        queue.offer(submit(1));
        queue.offer(submit(1));

        assertThat(wakes).hasValue(1);

        queue.awake();
        queue.offer(submit(1));

        assertThat(wakes).hasValue(2);
    }

    @Test
    void what_the_courier_leaves_behind_wakes_it_again() {
        CourierQueue queue = queue(10, 10_000);
        queue.offer(submit(1));
        queue.offer(submit(1));

        queue.awake();
        queue.poll();
        queue.wakeIfNotEmpty();

        assertThat(wakes).hasValue(2);
    }

    @Test
    void a_message_beyond_the_limit_is_not_taken_until_there_is_room() {
        CourierQueue queue = queue(2, 10_000);

        assertThat(queue.offer(submit(1))).isTrue();
        assertThat(queue.offer(submit(1))).isTrue();
        assertThat(queue.offer(submit(1))).isFalse();

        queue.poll();

        assertThat(queue.offer(submit(1))).isTrue();
    }

    @Test
    void bytes_are_limited_too_and_given_back() {
        CourierQueue queue = queue(10, 1_000);

        assertThat(queue.offer(submit(700))).isTrue();
        assertThat(queue.offer(submit(700))).isFalse();

        queue.poll();

        assertThat(queue.bytes()).isZero();
        assertThat(queue.size()).isZero();
        assertThat(queue.offer(submit(700))).isTrue();
    }

    @Test
    void a_closed_queue_takes_nothing() {
        CourierQueue queue = queue(10, 10_000);

        queue.close();

        assertThat(queue.offer(submit(1))).isFalse();
        assertThat(queue.poll()).isNull();
    }

    private CourierQueue queue(int messages, long bytes) {
        CourierQueue queue = new CourierQueue(new CourierQueueLimits(messages, bytes));
        queue.open(wakes::incrementAndGet);
        queue.awake();
        wakes.set(0);
        return queue;
    }

    private static CourierInput.Submit submit(int size) {
        return new CourierInput.Submit(
                PendingSend.to(ACTOR),
                ACTOR,
                new Payload("Add", 1, new byte[size]),
                Provenance.NONE,
                new CourierInput.Wishes(0, 0, false, null),
                0);
    }
}
