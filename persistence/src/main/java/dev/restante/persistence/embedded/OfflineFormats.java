package dev.restante.persistence.embedded;

import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.format.RecordFormat;
import dev.restante.persistence.format.SnapshotFormat;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;

/** The formats of stored rows without a node: Pekko's serialization, which snapshots go through, needs an actor system of its own. */
final class OfflineFormats implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(20);

    private final ActorSystem system = ActorSystem.create(
            "restante-offline",
            ConfigFactory.parseString(
                            "pekko.actor.provider = local, pekko.loglevel = WARNING, pekko.jvm-shutdown-hooks = off")
                    .withFallback(ConfigFactory.load()));

    private final RecordFormat records;
    private final SnapshotFormat snapshots;

    OfflineFormats() {
        Serialization serialization = SerializationExtension.get(system);
        records = new RecordFormat(serialization);
        snapshots = new SnapshotFormat(serialization);
    }

    RecordFormat records() {
        return records;
    }

    SnapshotFormat snapshots() {
        return snapshots;
    }

    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the actor system for reading offline did not stop within " + STOP, e);
        }
    }
}
