package dev.restante.benchmarks;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Keeps a number of messages under way: a new one leaves when one is done. One thread sends, any thread says that one is done. */
final class Window {

    private static final int BATCH = 64;
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final int size;
    private final Semaphore room;

    Window(int size) {
        this.size = Math.max(BATCH, size);
        this.room = new Semaphore(this.size);
    }

    void done() {
        room.release();
    }

    /**
     * Sends to each receiver in turn, for so long, and returns when all is done.
     *
     * @param send takes the number of the receiver
     * @throws IllegalStateException when nothing is done for a minute
     */
    void keepFull(int receivers, Duration duration, IntConsumer send) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        int next = 0;
        while (System.nanoTime() < end) {
            take(BATCH);
            for (int i = 0; i < BATCH; i++) {
                send.accept(next);
                next = (next + 1) % receivers;
            }
        }
        take(size);
        room.release(size);
    }

    private void take(int messages) throws InterruptedException {
        if (!room.tryAcquire(messages, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("for " + LONGEST_WAIT_SECONDS + " s there were fewer than " + messages
                    + " of " + size + " messages done");
        }
    }
}
