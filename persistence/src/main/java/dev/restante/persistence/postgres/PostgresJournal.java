package dev.restante.persistence.postgres;

import com.typesafe.config.Config;
import dev.restante.persistence.format.LogBatch;
import dev.restante.persistence.format.RecordFormat;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.apache.pekko.serialization.SerializationExtension;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * Pekko's journal on PostgreSQL, at {@code restante.postgres.journal}. Pekko creates it.
 *
 * <p>A write is answered after its commit, which it shares with what other logs of the node have waiting. It fails, alone, when it does not
 * follow the highest sequence number of its persistence id, whichever node wrote that. An event that cannot be serialized is rejected, and
 * its number stored as skipped.
 */
public final class PostgresJournal extends AsyncWriteJournal {

    private final PostgresStore store;
    private final LogPages pages;
    private final RecordFormat format;
    private final Executor replays;

    /** Opens the store of this actor system, unless that was done. */
    public PostgresJournal(Config config) {
        store = PostgresStorage.get(context().system()).store();
        pages = new LogPages(store.tables());
        format = new RecordFormat(SerializationExtension.get(context().system()));
        replays = context().system().dispatchers().lookup(config.getString("replay-dispatcher"));
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        LogBatch batch = LogBatch.of(writes, format);
        CompletableFuture<?>[] appends = batch.runs().stream()
                .map(run -> store.logLane(run.persistenceId()).submit(new Append(store.log(), run)))
                .toArray(CompletableFuture<?>[]::new);
        return FutureConverters.asScala(CompletableFuture.allOf(appends).thenApply(done -> batch.rejections()));
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return FutureConverters.asScala(
                store.logLane(persistenceId).submit(new LogQuestion.Trim(store.log(), persistenceId, toSequenceNr)));
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return FutureConverters.asScala(
                store.logLane(persistenceId).submit(new LogQuestion.HighestSequenceNr(store.log(), persistenceId)));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
        return FutureConverters.asScala(
                CompletableFuture.runAsync(() -> replay(persistenceId, new Range(from, to, max), replay), replays));
    }

    private record Range(long from, long to, long max) {}

    private void replay(String persistenceId, Range range, Consumer<PersistentRepr> replay) {
        if (range.max() <= 0) {
            return;
        }
        long[] left = {range.max()};
        try {
            pages.replay(store.pool(), persistenceId, range.from(), range.to(), stored -> {
                if (format.isEvent(stored)) {
                    replay.accept(format.event(persistenceId, stored));
                    left[0]--;
                }
                return left[0] > 0;
            });
        } catch (SQLException e) {
            throw SqlFailure.ofRead("replaying the log of persistence id " + persistenceId, e);
        }
    }
}
