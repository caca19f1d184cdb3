package dev.restante.persistence.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.testkit.javadsl.TestKit;

/** An actor system whose default journal and snapshot store are the ones under test. */
final class PluginSystem implements AutoCloseable {

    /** Generous, because a build machine can be slow; a passing test never waits for it. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Config FOR_TESTS = ConfigFactory.parseString("""
            pekko.loglevel = "OFF"
            pekko.stdout-loglevel = "OFF"
            pekko.actor.allow-java-serialization = on
            pekko.actor.warn-about-java-serializer-usage = off
            pekko.actor.serializers.sealed-letter = "dev.restante.persistence.contract.SealedLetterSerializer"
            pekko.actor.serialization-bindings {
              "dev.restante.persistence.contract.SealedLetter" = sealed-letter
            }
            """);

    private final ActorSystem system;

    PluginSystem(Config store) {
        system = ActorSystem.create(
                "contract",
                store.withFallback(FOR_TESTS).withFallback(ConfigFactory.load()).resolve());
    }

    ActorSystem system() {
        return system;
    }

    ActorRef journal() {
        return Persistence.get(system).journalFor(null, ConfigFactory.empty());
    }

    ActorRef snapshotStore() {
        return Persistence.get(system).snapshotStoreFor(null, ConfigFactory.empty());
    }

    TestKit probe() {
        return new TestKit(system);
    }

    @Override
    public void close() {
        TestKit.shutdownActorSystem(system, true);
    }
}
