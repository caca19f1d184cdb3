package dev.restante.persistence.embedded;

import com.typesafe.config.Config;
import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.format.LogBatch;
import dev.restante.persistence.format.RecordFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.apache.pekko.serialization.SerializationExtension;
import org.rocksdb.RocksDBException;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * Pekko's journal on the embedded store, at {@code restante.embedded.journal}. Pekko creates it.
 *
 * <p>A write is answered after one synced commit, which it shares with all other changes of the node. It fails, alone, when it does not
 * follow the highest sequence number of its persistence id. An event that cannot be serialized is rejected, and its number stored as
 * skipped, so that a log never has a gap; a replay that meets one fails.
 */
public final class RocksDbJournal extends AsyncWriteJournal {

    private final EmbeddedStore store;
    private final RecordFormat format;
    private final Executor replays;

    /** Opens the store of this actor system, unless that was done. */
    public RocksDbJournal(Config config) {
        store = EmbeddedStorage.get(context().system()).store();
        format = new RecordFormat(SerializationExtension.get(context().system()));
        replays = context().system().dispatchers().lookup(config.getString("replay-dispatcher"));
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        LogBatch batch = LogBatch.of(writes, format);
        return FutureConverters.asScala(store.submit(new Append(batch.runs())).thenApply(done -> batch.rejections()));
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return FutureConverters.asScala(store.submit(new Trim(persistenceId, toSequenceNr)));
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return FutureConverters.asScala(store.submit(new HighestSequenceNr(persistenceId)));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
        CompletionStage<Void> done =
                CompletableFuture.runAsync(() -> replay(new Replay(persistenceId, from, to, max), replay), replays);
        return FutureConverters.asScala(done);
    }

    private record Replay(String persistenceId, long from, long to, long max) {}

    private void replay(Replay wanted, Consumer<PersistentRepr> replay) {
        if (wanted.max() <= 0) {
            return;
        }
        try {
            store.read(view -> {
                long[] left = {wanted.max()};
                new LogReader(view, wanted.persistenceId()).replay(wanted.from(), wanted.to(), stored -> {
                    if (format.isEvent(stored)) {
                        replay.accept(format.event(wanted.persistenceId(), stored));
                        left[0]--;
                    }
                    return left[0] > 0;
                });
                return null;
            });
        } catch (RocksDBException e) {
            throw new DamagedRowException("The log of persistence id " + wanted.persistenceId() + " cannot be read", e);
        }
    }
}
