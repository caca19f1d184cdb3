package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.Receipt;
import dev.restante.Refusal;
import dev.restante.RefusedException;
import dev.restante.SendOptions;
import dev.restante.pekko.NodeSettings.CourierQueueLimits;
import dev.restante.store.Congestion;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CourierPostboxTest {

    private static final ActorId ACTOR = new ActorId("counter", "a");
    private static final Congestion FULL = new Congestion("the disk is nearly full", Duration.ofSeconds(10));

    private final MemoryStateStore store = new MemoryStateStore();
    private final CourierQueue queue = new CourierQueue(new CourierQueueLimits(10, 10_000));
    private final NodeCounters counters = NodeCounters.zero();
    private final CourierPostbox postbox = new CourierPostbox(queue, counters, 1_000, store);

    private CompletionStage<Receipt> send() {
        return postbox.send(ACTOR, new Payload("Add", 1, new byte[10]), SendOptions.defaults());
    }

    @Test
    void while_the_store_is_congested_messages_are_refused_as_overloaded_with_the_reason_and_the_time_to_wait() {
        store.congestion = Optional.of(FULL);

        CompletionStage<Receipt> receipt = send();

        assertThatThrownBy(() -> receipt.toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.OVERLOADED);
                    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(10));
                    assertThat(refused).hasMessageContaining("the disk is nearly full");
                });
        assertThat(queue.size()).isZero();
        assertThat(counters.refused().sum()).isEqualTo(1);
    }

    @Test
    void messages_go_to_the_courier_again_once_the_store_is_not_congested_any_more() {
        store.congestion = Optional.of(FULL);
        send();
        store.congestion = Optional.empty();

        CompletionStage<Receipt> receipt = send();

        assertThat(receipt.toCompletableFuture()).isNotDone();
        assertThat(queue.size()).isEqualTo(1);
    }
}
