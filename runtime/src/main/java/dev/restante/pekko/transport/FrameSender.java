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
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/**
 * Gathers what this node has for others. What is to be sent waits for a thread of the dispatcher that partitions run on: when they keep it
 * busy, they add more meanwhile, and when it is idle nothing waits. So what a frame costs on its way is shared by many just when that counts.
 */
final class FrameSender implements Transport {

    /** Most bytes and messages in a frame, unless one message alone has more bytes: more would only make the first ones wait. */
    private static final long MOST_BYTES = 512 * 1024;

    private static final int MOST_ITEMS = 1_000;

    private static final String TRANSPORTS_MOST = "pekko.remote.artery.advanced.maximum-frame-size";

    private final ExtendedActorSystem system;
    private final Executor executor;
    private final Address self;
    private final long mostBytes;

    /** As long as the windows of those who send allow. */
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean scheduled = new AtomicBoolean();

    private record Outgoing(ActorRef recipient, Protocol message, ActorRef sender) {}

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
            outgoing.add(new Outgoing(recipient, message, sender));
            schedule();
        }
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            executor.execute(this::sendAll);
        }
    }

    /** One thread at a time. */
    private void sendAll() {
        try {
            Map<Address, Gathered> gathered = new HashMap<>();
            for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
                gathered.computeIfAbsent(next.recipient.path().address(), Gathered::new)
                        .add(new Frame.Item(nameOf(next.recipient), nameOf(next.sender), next.message));
            }
            gathered.values().forEach(Gathered::send);
        } finally {
            scheduled.set(false);
            if (!outgoing.isEmpty()) {
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

        void add(Frame.Item item) {
            int size = item.size();
            if (items.size() == MOST_ITEMS || (!items.isEmpty() && bytes + size > mostBytes)) {
                send();
            }
            items.add(item);
            bytes += size;
        }

        void send() {
            receiver.tell(new Frame(items), ActorRef.noSender());
            items.clear();
            bytes = 0;
        }
    }
}
