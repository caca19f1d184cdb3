package dev.restante.pekko;

import com.typesafe.config.Config;
import dev.restante.engine.CourierSettings;
import dev.restante.engine.EngineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a node is told by its configuration, under {@code restante}.
 *
 * @param name of the cluster
 * @param release of Restante
 * @param joinsItself whether the node forms a cluster of its own
 * @param seeds addresses of nodes to ask for a way into the cluster
 * @param maxPayload largest payload taken from outside, bytes
 */
record NodeSettings(
        String name,
        String release,
        boolean joinsItself,
        List<String> seeds,
        Storage storage,
        int maxPayload,
        CourierQueueLimits courierQueue,
        Timeouts timeouts,
        EngineSettings engine,
        CourierSettings courier) {

    static final String SEEDS = "pekko.cluster.seed-nodes";

    /** Number of partitions that fits into a message id. */
    private static final int MAX_PARTITIONS = 1 << 16;

    /** Configuration paths of the journal and the snapshot store, and the class that opens the state store. */
    record Storage(String journal, String snapshotStore, String stateStoreProvider) {}

    /** Bounds of what was handed to the courier and not taken by it yet. */
    record CourierQueueLimits(int messages, long bytes) {}

    /** How long things may take. */
    record Timeouts(Duration call, Duration operation, Duration handOff, Duration stop) {}

    /**
     * Reads the settings.
     *
     * @param heap the largest that this process may have, bytes: what stays in memory is limited by it, too
     * @throws com.typesafe.config.ConfigException when one is missing or cannot be read; names it
     * @throws IllegalArgumentException when one makes no sense
     */
    static NodeSettings from(Config config, long heap) {
        Config node = config.getConfig("restante");
        EngineSettings engine =
                engine(node.getInt("partitions"), node.getConfig("limits")).within(heap);
        return new NodeSettings(
                node.getString("name"),
                node.getString("release"),
                joinsItself(node.getString("cluster.join")),
                config.getStringList(SEEDS),
                new Storage(
                        node.getString("storage.journal"),
                        node.getString("storage.snapshot-store"),
                        node.getString("state-store.provider")),
                bytes(node, "max-payload"),
                new CourierQueueLimits(
                        positive("courier-queue.messages", node.getInt("courier-queue.messages")),
                        bytes(node, "courier-queue.bytes")),
                timeouts(node.getConfig("timeouts")),
                engine,
                courier(node.getConfig("courier")));
    }

    private static boolean joinsItself(String join) {
        return switch (join.toLowerCase(Locale.ROOT)) {
            case "self" -> true;
            case "seed-nodes" -> false;
            default ->
                throw new IllegalArgumentException(
                        "restante.cluster.join is '" + join + "'; it can be 'self' or 'seed-nodes'");
        };
    }

    private static Timeouts timeouts(Config config) {
        return new Timeouts(
                config.getDuration("call"),
                config.getDuration("operation"),
                config.getDuration("hand-off"),
                config.getDuration("stop"));
    }

    private static CourierSettings courier(Config config) {
        return new CourierSettings(
                positive("courier.messages", config.getInt("messages")),
                config.getBytes("bytes"),
                config.getDuration("accept").toMillis(),
                config.getDuration("retry").toMillis(),
                config.getDuration("max-retry").toMillis(),
                config.getDuration("defer").toMillis(),
                config.getDuration("follow").toMillis(),
                config.getDuration("idle").toMillis());
    }

    private static EngineSettings engine(int partitions, Config limits) {
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    "restante.partitions is " + partitions + "; it must be between 1 and " + MAX_PARTITIONS);
        }
        return new EngineSettings(
                partitions,
                count(limits, "hand-over-messages"),
                bytes(limits, "hand-over-bytes"),
                bytes(limits, "record-bytes"),
                bytes(limits, "checkpoint-bytes"),
                count(limits, "window-messages"),
                bytes(limits, "window-bytes"),
                bytes(limits, "bag-bytes"),
                bytes(limits, "memory-bytes"),
                count(limits, "active-cells"),
                limits.getDuration("idle").toMillis(),
                limits.getDuration("grace").toMillis(),
                limits.getDuration("channel").toMillis(),
                limits.getDuration("outcome").toMillis(),
                count(limits, "remembered-keys"),
                count(limits, "timers"),
                bytes(limits, "outbox-bytes"),
                count(limits, "open-calls"),
                limits.getDuration("resend").toMillis());
    }

    private static int count(Config limits, String name) {
        return positive("limits." + name, limits.getInt(name));
    }

    private static int bytes(Config config, String name) {
        long value = config.getBytes(name);
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "setting " + name + " under restante is " + value + " bytes; it can be at most 2 GiB");
        }
        return positive(name, (int) value);
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "setting " + name + " under restante is " + value + "; it must be positive");
        }
        return value;
    }
}
