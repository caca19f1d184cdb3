package dev.restante.pekko;

import dev.restante.ActorId;
import dev.restante.Delivered;
import dev.restante.Payload;
import dev.restante.Postbox;
import dev.restante.Receipt;
import dev.restante.Refusal;
import dev.restante.SendOptions;
import dev.restante.behavior.Postage;
import dev.restante.store.Congestion;
import dev.restante.store.StateStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Hands messages to the node's courier, unless the store had rather nothing new. */
final class CourierPostbox implements Postbox {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CourierQueue queue;
    private final NodeCounters counters;
    private final int maxPayload;
    private final StateStore store;

    CourierPostbox(CourierQueue queue, NodeCounters counters, int maxPayload, StateStore store) {
        this.queue = queue;
        this.counters = counters;
        this.maxPayload = maxPayload;
        this.store = store;
    }

    @Override
    public CompletionStage<Receipt> send(ActorId to, Payload message, SendOptions options) {
        PendingSend send = PendingSend.to(to);
        submit(send, to, message, options, 0);
        return send.receipt();
    }

    @Override
    public Delivered sendAndFollow(ActorId to, Payload message, SendOptions options, Duration patience) {
        PendingSend send = PendingSend.followedTo(to);
        submit(send, to, message, options, Postage.millis(patience));
        return new Delivered(send.receipt(), send.outcome());
    }

    private void submit(PendingSend send, ActorId to, Payload message, SendOptions options, long patienceMillis) {
        if (message.size() > maxPayload) {
            counters.refused().increment();
            send.refuse(Refusal.TOO_LARGE, Duration.ZERO);
            return;
        }
        Optional<Congestion> congestion = store.congestion();
        if (congestion.isPresent()) {
            counters.refused().increment();
            send.refuse(congestion.get());
            return;
        }
        Postage postage = Postage.of(message, options, patienceMillis > 0);
        if (!queue.offer(postage.submit(send, to, message, patienceMillis))) {
            counters.refused().increment();
            send.refuse(Refusal.OVERLOADED, RETRY_AFTER);
        }
    }
}
