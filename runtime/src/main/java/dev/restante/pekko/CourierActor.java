package dev.restante.pekko;

import dev.restante.engine.Courier;
import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Protocol;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Runs the node's {@link Courier}: takes what senders queued, many at a time, and completes what they wait for. */
final class CourierActor extends AbstractBehavior<CourierActor.Message> {

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
    private final ActorRef self;
    private final OpenSends open = new OpenSends();
    private boolean finishing;
    private boolean sending;
    private List<CourierOutput.ToSender> completions = new ArrayList<>();

    private CourierActor(
            ActorContext<Message> context, NodeContext node, CourierQueue queue, Executor callbacks, ActorRef self) {
        super(context);
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
        this.wake = new WakeTimer(delay -> context.scheduleOnce(delay, context.getSelf(), Notice.WAKE), clock);
        this.self = self;
    }

    /**
     * The courier of a node. A fault in it costs what is open its certainty, and nothing more: the next incarnation opens channels of its own.
     *
     * @param callbacks runs what senders hang on their stages
     */
    static Behavior<Message> create(NodeContext node, CourierQueue queue, Executor callbacks) {
        Behavior<Message> behavior = Behaviors.setup(context -> {
            ActorRef self = Adapter.toClassic(context.messageAdapter(Protocol.class, Arrived::new));
            // Also of the incarnation after a fault, whose predecessor may have lost a wake-up.
            org.apache.pekko.actor.typed.ActorRef<Message> courier = context.getSelf();
            queue.open(() -> courier.tell(Notice.DRAIN));
            return new CourierActor(context, node, queue, callbacks, self);
        });
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart());
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Arrived.class, this::arrived)
                .onMessage(OwnerFound.class, this::ownerFound)
                .onMessageEquals(Notice.DRAIN, this::drain)
                .onMessageEquals(Notice.WAKE, this::woken)
                .onMessageEquals(Notice.SEND, this::sendNow)
                .onMessageEquals(Notice.FINISH, this::finish)
                .onMessageEquals(Notice.STOP, Behaviors::stopped)
                .onSignal(PreRestart.class, restart -> abandoned())
                .onSignal(PostStop.class, stop -> stopped())
                .build();
    }

    private Behavior<Message> arrived(Arrived arrived) {
        long now = clock.millis();
        carryOut(courier.handle(new CourierInput.Arrived(arrived.message()), now));
        return sendSoon();
    }

    private Behavior<Message> ownerFound(OwnerFound found) {
        long now = clock.millis();
        carryOut(courier.handle(new CourierInput.OwnerFound(found.partition()), now));
        return sent(now);
    }

    private Behavior<Message> drain() {
        long now = clock.millis();
        drain(now);
        return sendSoon();
    }

    /** After what is in the mailbox already: it may bring more for the same bags, and each has its price at the partition. */
    private Behavior<Message> sendSoon() {
        if (!sending) {
            sending = true;
            getContext().getSelf().tell(Notice.SEND);
        }
        return this;
    }

    private Behavior<Message> sendNow() {
        sending = false;
        return sent(clock.millis());
    }

    private Behavior<Message> woken() {
        long now = clock.millis();
        wake.rang();
        carryOut(courier.handle(new CourierInput.Woken(), now));
        return sent(now);
    }

    private Behavior<Message> finish() {
        queue.close();
        finishing = true;
        return drain();
    }

    /** Sends what has gathered, and stops once there is nothing left to wait for. */
    private Behavior<Message> sent(long now) {
        carryOut(courier.flush(now));
        completeAside();
        return finishing && open.isEmpty() ? Behaviors.stopped() : this;
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
                routes.send(message.partition(), message.message(), self);
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

    private Behavior<Message> abandoned() {
        wake.cancel();
        completeAside();
        open.drain().forEach(PendingSend::abandon);
        return this;
    }

    /** Nobody waits for ever: what is open when the node stops is in doubt. */
    private Behavior<Message> stopped() {
        queue.close();
        for (CourierInput.Submit left = queue.poll(); left != null; left = queue.poll()) {
            open.add((PendingSend) left.token());
        }
        return abandoned();
    }

    /** What the courier is told. */
    sealed interface Message {}

    /** An answer of a partition. */
    private record Arrived(Protocol message) implements Message {}

    /** A partition can be reached again. */
    record OwnerFound(int partition) implements Message {}

    enum Notice implements Message {
        /** Senders have left messages in the queue. */
        DRAIN,
        WAKE,
        /** Everything that was there when this was told is taken in: send. */
        SEND,
        /** Take nothing new and stop once nothing is open. */
        FINISH,
        /** Stop, whatever is open. */
        STOP
    }
}
