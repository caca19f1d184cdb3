package dev.restante.pekko.transport;

import dev.restante.engine.Frame;
import dev.restante.engine.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what this node has for others. What is to be sent waits for a thread of the dispatcher that partitions run on: when they keep it
 * busy, they add more meanwhile, and when it is idle nothing waits. So what a frame costs on its way is shared by many just when that counts.
 */
final class FrameSender implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(FrameSender.class);

    /** Most bytes and messages in a frame, unless one message alone has more bytes: more would only make the first ones wait. */
    private static final long MOST_BYTES = 512 * 1024;

    private static final int MOST_ITEMS = 1_000;

    /** Most that is taken before all of it is sent, and others get the thread. */
    private static final int MOST_AT_ONCE = 4_000;

    /**
     * Most bytes that wait, where a message counts as {@link #LEAST_BYTES} at least: so at most 131,072 messages do. The windows of all who send
     * may together let more through than the dispatcher has time for; what is dropped then is lost as on a network, and sent again.
     */
    private static final long MOST_WAITING = 128 * 1024 * 1024;

    private static final int LEAST_BYTES = 1024;

    private static final String TRANSPORTS_MOST = "pekko.remote.artery.advanced.maximum-frame-size";

    private final ExtendedActorSystem system;
    private final Executor executor;
    private final Address self;
    private final long mostBytes;

    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Said once, until nothing waits any more. */
    private final AtomicBoolean dropping = new AtomicBoolean();

    private record Outgoing(Address node, Frame.Item item, int size) {

        int weight() {
            return Math.max(LEAST_BYTES, size);
        }
    }

    FrameSender(ActorSystem<?> system, Executor executor) {
        this.system = (ExtendedActorSystem) Adapter.toClassic(system);
        this.executor = executor;
        this.self = this.system.provider().getDefaultAddress();
        this.mostBytes = Math.min(MOST_BYTES, system.settings().config().getBytes(TRANSPORTS_MOST) / 2);
    }

    @Override
    public void send(ActorRef recipient, Protocol message, ActorRef sender) {
        if (recipient.path().address().hasLocalScope()) {
            recipient.tell(message, sender);
        } else {
            Frame.Item item = new Frame.Item(nameOf(recipient), nameOf(sender), message);
            add(new Outgoing(recipient.path().address(), item, item.size()));
        }
    }

    private void add(Outgoing next) {
        if (waiting.addAndGet(next.weight()) <= MOST_WAITING) {
            outgoing.add(next);
        } else {
            waiting.addAndGet(-next.weight());
            if (dropping.compareAndSet(false, true)) {
                LOG.warn("more than {} bytes wait to be sent to other nodes; some messages are dropped", MOST_WAITING);
            }
        }
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            try {
                executor.execute(this::sendWaiting);
            } catch (RejectedExecutionException e) {
                scheduled.set(false);
                LOG.debug("nothing is sent any more, since the node ends", e);
            }
        }
    }

    /** One thread at a time. */
    private void sendWaiting() {
        try {
            Map<Address, Gathered> gathered = new HashMap<>();
            Outgoing next = outgoing.poll();
            for (int taken = 1; next != null; taken++) {
                gathered.computeIfAbsent(next.node, Gathered::new).add(next);
                waiting.addAndGet(-next.weight());
                next = taken < MOST_AT_ONCE ? outgoing.poll() : null;
            }
            gathered.values().forEach(Gathered::send);
        } finally {
            scheduled.set(false);
            if (outgoing.isEmpty()) {
                dropping.set(false);
            } else {
                schedule();
            }
        }
    }

    private String nameOf(ActorRef actor) {
        return actor.path().toSerializationFormatWithAddress(self);
    }

    /** What goes to one node. */
    private final class Gathered {

        private final ActorRef receiver;
        private final List<Frame.Item> items = new ArrayList<>();
        private long bytes;

        Gathered(Address node) {
            this.receiver = system.provider().resolveActorRef(node + FrameReceiver.PATH);
        }

        void add(Outgoing next) {
            if (items.size() == MOST_ITEMS || (!items.isEmpty() && bytes + next.size > mostBytes)) {
                send();
            }
            items.add(next.item);
            bytes += next.size;
        }

        void send() {
            receiver.tell(new Frame(items), ActorRef.noSender());
            items.clear();
            bytes = 0;
        }
    }
}
