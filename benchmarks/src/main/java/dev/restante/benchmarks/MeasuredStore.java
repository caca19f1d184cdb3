package dev.restante.benchmarks;

import com.typesafe.config.Config;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The store under a node that is measured, and what its disk or database does without Restante. */
interface MeasuredStore extends AutoCloseable {

    /** The node's settings. */
    Config config();

    /** What {@link #bareWrites} measures. */
    String bareWrite();

    /** Nanoseconds for each of {@code times} durable writes, one after the other. */
    Histogram bareWrites(int times) throws Exception;

    /** How fast others make the same messages durable on it, in the order to print; empty when there is nothing to compare with. */
    List<Alternative> alternatives(TellSettings settings) throws Exception;

    @Override
    void close() throws Exception;
}
