package dev.restante.benchmarks;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** The store under a node that is measured, and what its disk or database does without Restante. */
interface MeasuredStore extends AutoCloseable {

    /** The node's settings. */
    Config config();

    /** What {@link #bareWrites} measures. */
    String bareWrite();

    /** Nanoseconds for each of {@code times} durable writes, one after the other. */
    Histogram bareWrites(int times) throws Exception;

    /** Rows a second when every message is a row and a commit of its own, from several connections at once; empty if there are no rows. */
    OptionalDouble rowsPerSecond(int payloadBytes, Duration duration) throws Exception;

    @Override
    void close() throws Exception;
}
