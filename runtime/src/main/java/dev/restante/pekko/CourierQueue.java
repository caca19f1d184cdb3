package dev.restante.pekko;

import dev.restante.engine.CourierInput;
import dev.restante.engine.Envelope;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where senders leave messages for the courier: first in, first out, bounded in messages and bytes. Many threads put, the courier alone takes;
 * it is woken once for all that was put since it last looked.
 */
final class CourierQueue {

    private final NodeSettings.CourierQueueLimits limits;
    private final Queue<CourierInput.Submit> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Runnable wake = () -> {};
    private volatile boolean closed;

    CourierQueue(NodeSettings.CourierQueueLimits limits) {
        this.limits = limits;
    }

    /** The courier takes from now on. {@code wakeUp} brings it to {@link #awake} and {@link #poll}; it is called on senders' threads. */
    void open(Runnable wakeUp) {
        wake = wakeUp;
        wakeUp.run();
    }

    /** Puts a message in; false when there is no room, or no courier any more. */
    boolean offer(CourierInput.Submit submit) {
        int size = sizeOf(submit);
        if (closed || messages.get() >= limits.messages() || bytes.get() + size > limits.bytes()) {
            return false;
        }
        messages.incrementAndGet();
        bytes.addAndGet(size);
        queue.add(submit);
        wakeOnce();
        return !closed || !queue.remove(submit);
    }

    private static int sizeOf(CourierInput.Submit submit) {
        return Envelope.sizeOf(
                submit.to(), submit.payload(), submit.from(), submit.wishes().key());
    }

    /** The courier has come; from now on a new message wakes it again. */
    void awake() {
        woken.set(false);
    }

    CourierInput.@Nullable Submit poll() {
        CourierInput.Submit submit = queue.poll();
        if (submit != null) {
            messages.decrementAndGet();
            bytes.addAndGet(-sizeOf(submit));
        }
        return submit;
    }

    /** Wakes the courier again if it left something behind. */
    void wakeIfNotEmpty() {
        if (!queue.isEmpty()) {
            wakeOnce();
        }
    }

    private void wakeOnce() {
        if (!woken.get() && woken.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /** Takes nothing more. The courier polls what is left. */
    void close() {
        closed = true;
    }

    int size() {
        return messages.get();
    }

    long bytes() {
        return bytes.get();
    }
}
