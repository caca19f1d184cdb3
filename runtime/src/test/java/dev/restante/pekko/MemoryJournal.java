package dev.restante.pekko;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import scala.concurrent.Future;

/** A journal in {@link MemoryStorage}. */
final class MemoryJournal extends AsyncWriteJournal {

    private final MemoryStorage storage;

    MemoryJournal(Config config) {
        this.storage = MemoryStorage.named(config.getString("storage"));
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        if (storage.takeLogFailure()) {
            return Futures.failed(new IllegalStateException("the disk is gone, as the test wants it"));
        }
        try {
            List<Optional<Exception>> results = new ArrayList<>();
            for (AtomicWrite write : writes) {
                write.payload().foreach(this::put);
                results.add(Optional.empty());
            }
            return Futures.successful(results);
        } catch (IllegalStateException overtaken) {
            return Futures.failed(overtaken);
        }
    }

    private Object put(PersistentRepr record) {
        byte[] payload = (byte[]) record.payload();
        if (storage.log(record.persistenceId()).putIfAbsent(record.sequenceNr(), payload) != null) {
            throw new IllegalStateException(
                    "another owner has written record " + record.sequenceNr() + " of " + record.persistenceId());
        }
        storage.highest.put(record.persistenceId(), record.sequenceNr());
        return record;
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long to) {
        storage.log(persistenceId).headMap(to, true).clear();
        return Futures.successful(null);
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
        storage.log(persistenceId).tailMap(from, true).headMap(to, true).entrySet().stream()
                .limit(max)
                .forEach(entry -> replay.accept(PersistentRepr.apply(
                        entry.getValue(), entry.getKey(), persistenceId, "", false, ActorRef.noSender(), "memory")));
        return Futures.successful(null);
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
        return Futures.successful(storage.highest.getOrDefault(persistenceId, 0L));
    }
}
