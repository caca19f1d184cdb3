package dev.restante.persistence.contract;

import static dev.restante.persistence.contract.PluginSystem.PATIENCE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol.DeleteMessagesTo;
import org.apache.pekko.persistence.JournalProtocol.RecoverySuccess;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessages;
import org.apache.pekko.persistence.JournalProtocol.ReplayMessagesFailure;
import org.apache.pekko.persistence.JournalProtocol.ReplayedMessage;
import org.apache.pekko.persistence.JournalProtocol.WriteMessages;
import org.apache.pekko.persistence.PersistentEnvelope;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.testkit.javadsl.TestKit;
import scala.jdk.javaapi.CollectionConverters;

/** Speaks Pekko's protocol with a journal, in the place of a persistent actor. */
final class JournalDriver {

    /** What a replay brought. */
    record Replay(List<PersistentRepr> events, long highest) {

        List<Long> sequenceNrs() {
            return events.stream().map(PersistentRepr::sequenceNr).toList();
        }

        List<Object> payloads() {
            return events.stream().map(PersistentRepr::payload).toList();
        }
    }

    private static final int ACTOR_INSTANCE = 1;

    private final PluginSystem plugins;

    JournalDriver(PluginSystem plugins) {
        this.plugins = plugins;
    }

    static PersistentRepr event(String persistenceId, long sequenceNr, Object payload) {
        return PersistentRepr.apply(
                payload, sequenceNr, persistenceId, "", false, ActorRef.noSender(), "writer-of-" + persistenceId);
    }

    /** Events "a-1", "a-2", …, each an atomic write of its own. */
    static List<AtomicWrite> letters(String persistenceId, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(n -> atomic(event(persistenceId, n, "a-" + n)))
                .toList();
    }

    static AtomicWrite atomic(PersistentRepr... events) {
        return new AtomicWrite(CollectionConverters.asScala(List.of(events)).toList());
    }

    /** Sends a write and returns the probe that gets the answers: the overall one, then one for each event. */
    TestKit write(List<AtomicWrite> writes) {
        TestKit probe = plugins.probe();
        write(writes, probe);
        return probe;
    }

    void write(List<AtomicWrite> writes, TestKit probe) {
        List<PersistentEnvelope> envelopes = List.copyOf(writes);
        WriteMessages request =
                new WriteMessages(CollectionConverters.asScala(envelopes).toList(), probe.getRef(), ACTOR_INSTANCE);
        plugins.journal().tell(request, probe.getRef());
    }

    Replay replay(String persistenceId) {
        return replay(persistenceId, 1, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    Replay replay(String persistenceId, long from, long to, long max) {
        return awaitReplay(beginReplay(persistenceId, from, to, max));
    }

    TestKit beginReplay(String persistenceId, long from, long to, long max) {
        TestKit probe = plugins.probe();
        plugins.journal().tell(new ReplayMessages(from, to, max, persistenceId, probe.getRef()), probe.getRef());
        return probe;
    }

    Replay awaitReplay(TestKit probe) {
        List<PersistentRepr> events = new ArrayList<>();
        while (true) {
            Object answer = probe.expectMsgAnyClassOf(
                    PATIENCE, ReplayedMessage.class, RecoverySuccess.class, ReplayMessagesFailure.class);
            if (answer instanceof ReplayedMessage replayed) {
                events.add(replayed.persistent());
            } else if (answer instanceof RecoverySuccess success) {
                return new Replay(events, success.highestSequenceNr());
            } else {
                throw new AssertionError("the replay failed", ((ReplayMessagesFailure) answer).cause());
            }
        }
    }

    TestKit delete(String persistenceId, long to) {
        TestKit probe = plugins.probe();
        plugins.journal().tell(new DeleteMessagesTo(persistenceId, to, probe.getRef()), probe.getRef());
        return probe;
    }
}
