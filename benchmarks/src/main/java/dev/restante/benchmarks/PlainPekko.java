package dev.restante.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import scala.concurrent.Await;

/** The same messages to plain actors: nothing is durable, nothing is serialized, nothing is confirmed. */
final class PlainPekko {

    private static final int BATCH = 64;

    private PlainPekko() {}

    private static final class CountingActor extends AbstractActor {
        private final LongAdder handled;
        private final Semaphore room;
        private long messages;

        CountingActor(LongAdder handled, Semaphore room) {
            this.handled = handled;
            this.room = room;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().match(Counter.Count.class, this::count).build();
        }

        private void count(Counter.Count message) {
            messages++;
            if (message.text().isEmpty()) {
                throw new IllegalStateException("message " + messages + " is empty");
            }
            handled.increment();
            room.release();
        }
    }

    /** Messages handled per second. */
    static double messagesPerSecond(TellSettings settings) throws Exception {
        Config config = ConfigFactory.parseString(
                        "pekko { loglevel = WARNING, stdout-loglevel = WARNING, actor.provider = local }")
                .withFallback(ConfigFactory.load());
        ActorSystem system = ActorSystem.create("plain", config);
        try {
            LongAdder handled = new LongAdder();
            Semaphore room = new Semaphore(settings.inFlight());
            List<ActorRef> actors = new ArrayList<>();
            for (int i = 0; i < settings.mailboxes(); i++) {
                actors.add(system.actorOf(Props.create(CountingActor.class, () -> new CountingActor(handled, room))));
            }
            tell(actors, settings, room, Duration.ofSeconds(1));
            long before = handled.sum();
            long start = System.nanoTime();
            tell(actors, settings, room, settings.duration());
            return (handled.sum() - before) * 1e9 / (System.nanoTime() - start);
        } finally {
            Await.result(system.terminate(), scala.concurrent.duration.Duration.create(30, "seconds"));
        }
    }

    private static void tell(List<ActorRef> actors, TellSettings settings, Semaphore room, Duration duration)
            throws InterruptedException {
        Counter.Count message = new Counter.Count(settings.text());
        long end = System.nanoTime() + duration.toNanos();
        int next = 0;
        while (System.nanoTime() < end) {
            room.acquire(BATCH);
            for (int i = 0; i < BATCH; i++) {
                actors.get(next).tell(message, ActorRef.noSender());
                next = (next + 1) % actors.size();
            }
        }
        room.acquire(settings.inFlight());
        room.release(settings.inFlight());
    }
}
