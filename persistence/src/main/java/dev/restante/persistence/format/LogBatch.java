package dev.restante.persistence.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What one request to a journal wants written, and what it answers once that is durable. An event that cannot be serialized is rejected
 * with its whole atomic write, and their numbers stored as skipped, so that a log never has a gap.
 *
 * @param runs the records, one run a persistence id
 * @param rejections by atomic write, in their order; empty when none is rejected
 */
public record LogBatch(List<LogRun> runs, List<Optional<Exception>> rejections) {

    /**
     * Serializes {@code writes}.
     *
     * @throws dev.restante.persistence.StaleWriterException if the numbers of one persistence id do not follow each other
     */
    public static LogBatch of(Iterable<AtomicWrite> writes, RecordFormat format) {
        Map<String, LogRun> runs = new LinkedHashMap<>();
        List<Optional<Exception>> rejections = new ArrayList<>();
        boolean rejected = false;
        for (AtomicWrite write : writes) {
            List<PersistentRepr> events = CollectionConverters.asJava(write.payload());
            LogRun run = runs.computeIfAbsent(
                    write.persistenceId(), id -> new LogRun(id, events.get(0).sequenceNr()));
            Optional<Exception> rejection = append(events, run, format);
            rejections.add(rejection);
            rejected |= rejection.isPresent();
        }
        return new LogBatch(List.copyOf(runs.values()), rejected ? rejections : List.of());
    }

    /** Adds all events of one atomic write, or as many skipped numbers and the reason. */
    private static Optional<Exception> append(List<PersistentRepr> events, LogRun run, RecordFormat format) {
        List<StoredRow> rows = new ArrayList<>(events.size());
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
}
