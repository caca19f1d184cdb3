package dev.restante.persistence.embedded;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import scala.jdk.javaapi.CollectionConverters;
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
        Map<String, LogRun> runs = new LinkedHashMap<>();
        List<Optional<Exception>> rejections = new ArrayList<>();
        boolean rejected = false;
        for (AtomicWrite write : writes) {
            List<PersistentRepr> events = CollectionConverters.asJava(write.payload());
            LogRun run = runs.computeIfAbsent(
                    write.persistenceId(), id -> new LogRun(id, events.get(0).sequenceNr()));
            Optional<Exception> rejection = append(events, run);
            rejections.add(rejection);
            rejected |= rejection.isPresent();
        }
        Iterable<Optional<Exception>> answer = rejected ? rejections : List.of();
        return FutureConverters.asScala(
                store.submit(new Append(List.copyOf(runs.values()))).thenApply(done -> answer));
    }

    /** Adds all events of one atomic write, or as many skipped numbers and the reason. */
    private Optional<Exception> append(List<PersistentRepr> events, LogRun run) {
        List<LogRun.StoredRow> rows = new ArrayList<>(events.size());
        Optional<Exception> rejection = Optional.empty();
        try {
            for (PersistentRepr event : events) {
                rows.add(format.store(event));
            }
        } catch (Exception e) { // a serializer may throw anything, also checked exceptions that Scala does not declare
            rows = events.stream().map(format::skip).toList();
            rejection = Optional.of(e);
        }
        for (int i = 0; i < rows.size(); i++) {
            run.add(events.get(i).sequenceNr(), rows.get(i));
        }
        return rejection;
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
