package dev.restante.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.cluster.NodeAddress;
import dev.restante.cluster.SeedNodes;
import dev.restante.cluster.SingleNode;
import dev.restante.pekko.NodeFigures;
import dev.restante.pekko.NodeRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The nodes that are measured, all in this process: one by itself, or several as a cluster on loopback addresses. */
final class MeasuredNodes implements AutoCloseable {

    private static final long READY_SECONDS = 60;
    private static final long ANSWER_SECONDS = 10;

    private final List<NodeRuntime> nodes = new ArrayList<>();

    private MeasuredNodes() {}

    static MeasuredNodes start(int count, Config store) throws Exception {
        MeasuredNodes started = new MeasuredNodes();
        try {
            for (Config config : count == 1 ? List.of(SingleNode.load(store)) : cluster(count, store)) {
                started.nodes.add(NodeRuntime.start(config, List.of(new Counter())));
            }
            for (NodeRuntime node : started.nodes) {
                node.ready().toCompletableFuture().get(READY_SECONDS, TimeUnit.SECONDS);
            }
            return started;
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
    }

    private static List<Config> cluster(int count, Config store) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<NodeAddress> addresses = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new NodeAddress("127.0.0." + number, port))
                .toList();
        Config quiet = ConfigFactory.parseMap(Map.of("pekko.cluster.jmx.enabled", "off"));
        return addresses.stream()
                .map(address -> SeedNodes.of(address, addresses).load(quiet.withFallback(store)))
                .toList();
    }

    List<NodeRuntime> all() {
        return nodes;
    }

    /** The records that were committed since all nodes started, and their bytes. */
    Written written() throws Exception {
        long records = 0;
        long bytes = 0;
        for (NodeRuntime node : nodes) {
            NodeFigures figures = node.figures().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            records += figures.records();
            bytes += figures.recordBytes();
        }
        return new Written(records, bytes);
    }

    /** What has been written to logs. */
    record Written(long records, long bytes) {

        Written since(Written before) {
            return new Written(records - before.records, bytes - before.bytes);
        }
    }

    @Override
    public void close() {
        nodes.forEach(NodeRuntime::close);
    }
}
