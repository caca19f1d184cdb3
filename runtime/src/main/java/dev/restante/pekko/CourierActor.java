package dev.restante.pekko;

import dev.restante.engine.Courier;
import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Protocol;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;

/** Runs the node's {@link Courier}: takes what senders queued, many at a time, and completes what they wait for. */
final class CourierActor extends AbstractActor {

    /** Messages taken from the queue before the bags are sent; more would only make the first ones wait. */
    private static final int BATCH = 1024;

    /** Bit 62 set: larger than any partition's number, and positive. */
    private static final long CHANNEL_MARK = 1L << 62;

    private final Courier courier;
    private final CourierQueue queue;
    private final PartitionRoutes routes;
    private final NodeCounters counters;
    private final Executor callbacks;
    private final Clock clock;
    private final WakeTimer wake;
    private final OpenSends open = new OpenSends();
    private boolean finishing;
    private List<CourierOutput.ToSender> completions = new ArrayList<>();

    private CourierActor(NodeContext node, CourierQueue queue, Executor callbacks) {
        SecureRandom random = new SecureRandom();
        this.courier = new Courier(
                node.settings().engine(),
                node.settings().courier(),
                () -> (random.nextLong() & (CHANNEL_MARK - 1)) | CHANNEL_MARK);
        this.queue = queue;
        this.routes = node.routes();
        this.counters = node.counters();
        this.callbacks = callbacks;
        this.clock = node.clock();
        this.wake = new WakeTimer(getContext(), Command.WAKE, clock);
    }

    /** @param callbacks runs what senders hang on their stages */
    static Props props(NodeContext node, CourierQueue queue, Executor callbacks) {
        return Props.create(CourierActor.class, () -> new CourierActor(node, queue, callbacks))
                .withDispatcher(Dispatchers.WORK);
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder().matchAny(this::onMessage).build();
    }

    /** Also of the incarnation after a fault, whose predecessor may have lost a wake-up. */
    @Override
    public void preStart() {
        ActorRef self = getSelf();
        queue.open(() -> self.tell(Command.DRAIN, ActorRef.noSender()));
    }

    private void onMessage(Object message) {
        long now = clock.millis();
        if (message == Command.DRAIN) {
            drain(now);
        } else if (message instanceof Protocol protocol) {
            carryOut(courier.handle(new CourierInput.Arrived(protocol), now));
        } else if (message == Command.WAKE) {
            wake.rang();
            carryOut(courier.handle(new CourierInput.Woken(), now));
        } else if (message == Command.FINISH) {
            queue.close();
            finishing = true;
            drain(now);
        }
        carryOut(courier.flush(now));
        completeAside();
        if (finishing && open.isEmpty()) {
            getContext().stop(getSelf());
        }
    }

    private void drain(long now) {
        queue.awake();
        for (int taken = 0; taken < BATCH; taken++) {
            CourierInput.Submit submit = queue.poll();
            if (submit == null) {
                return;
            }
            counters.submitted().increment();
            open.add((PendingSend) submit.token());
            carryOut(courier.handle(submit, now));
        }
        queue.wakeIfNotEmpty();
    }

    private void carryOut(List<CourierOutput> outputs) {
        for (CourierOutput output : outputs) {
            if (output instanceof CourierOutput.ToPartition message) {
                routes.send(message.partition(), message.message(), getSelf());
            } else if (output instanceof CourierOutput.WakeAt at) {
                wake.wakeAt(at.time());
            } else if (output instanceof CourierOutput.ToSender told) {
                count(told);
                PendingSend send = token(told);
                if (send.isEndedBy(told)) {
                    open.remove(send);
                }
                completions.add(told);
            }
        }
    }

    private void count(CourierOutput.ToSender output) {
        if (output instanceof CourierOutput.Accepted) {
            counters.accepted().increment();
        } else if (output instanceof CourierOutput.Refused) {
            counters.refused().increment();
        } else if (output instanceof CourierOutput.InDoubt) {
            counters.inDoubt().increment();
        }
    }

    /** Leaves the completions of a whole batch to another thread, as one task. */
    private void completeAside() {
        if (completions.isEmpty()) {
            return;
        }
        List<CourierOutput.ToSender> batch = completions;
        completions = new ArrayList<>(batch.size());
        callbacks.execute(() -> batch.forEach(output -> token(output).complete(output)));
    }

    private static PendingSend token(CourierOutput.ToSender told) {
        return (PendingSend) told.token();
    }

    /** A fault in the courier costs what is open its certainty, and nothing more: the next incarnation opens channels of its own. */
    @Override
    public void preRestart(Throwable reason, Optional<Object> message) {
        wake.cancel();
        completeAside();
        open.drain().forEach(PendingSend::abandon);
    }

    /** Nobody waits for ever: what is open when the node stops is in doubt. */
    @Override
    public void postStop() {
        queue.close();
        wake.cancel();
        for (CourierInput.Submit left = queue.poll(); left != null; left = queue.poll()) {
            open.add((PendingSend) left.token());
        }
        open.drain().forEach(PendingSend::abandon);
    }

    enum Command {
        /** Senders have left messages in the queue. */
        DRAIN,
        WAKE,
        /** Take nothing new and stop once nothing is open. */
        FINISH
    }
}
