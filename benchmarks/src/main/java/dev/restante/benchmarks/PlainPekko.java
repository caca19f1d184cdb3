package dev.restante.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import scala.concurrent.Await;

/** The same messages to plain actors: nothing is durable, nothing is serialized, nothing is confirmed. */
final class PlainPekko {

    private PlainPekko() {}

    private static final class CountingActor extends AbstractActor {
        private final LongAdder handled;
        private final Window window;
        private long messages;

        CountingActor(LongAdder handled, Window window) {
            this.handled = handled;
            this.window = window;
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
            window.done();
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
            Window window = new Window(settings.inFlight());
            List<ActorRef> actors = new ArrayList<>();
            for (int i = 0; i < settings.mailboxes(); i++) {
                actors.add(system.actorOf(Props.create(CountingActor.class, () -> new CountingActor(handled, window))));
            }
            Counter.Count message = new Counter.Count(settings.text());
            IntConsumer tell = actor -> actors.get(actor).tell(message, ActorRef.noSender());
            window.keepFull(actors.size(), Duration.ofSeconds(1), tell);
            long before = handled.sum();
            long start = System.nanoTime();
            window.keepFull(actors.size(), settings.duration(), tell);
            return (handled.sum() - before) * 1e9 / (System.nanoTime() - start);
        } finally {
            Await.result(system.terminate(), scala.concurrent.duration.Duration.create(30, "seconds"));
        }
    }
}
