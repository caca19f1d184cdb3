package dev.restante.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.Dispatch;
import java.util.Map;

/**
 * A node of the release whose class loader has loaded this class. All have the same {@code app-version}, since sharding does not rebalance
 * between different ones.
 */
final class ReleaseNode implements ReleaseMember {

    private final TestNode node;

    private ReleaseNode(TestNode node) {
        this.node = node;
    }

    /** Starts a node on the storage of this name; the first of a cluster has the seed's port, the others have 0. */
    static ReleaseMember start(String storage, int port, int seedPort, String release) throws Exception {
        Config cluster = ConfigFactory.parseString("""
                restante { partitions = 8, cluster.join = seed-nodes, release = "%s" }
                pekko {
                  remote.artery.canonical.port = %d
                  cluster {
                    seed-nodes = ["pekko://restante@127.0.0.1:%d"]
                    sharding {
                      rebalance-interval = 500 ms
                      least-shard-allocation-strategy { rebalance-absolute-limit = 4, rebalance-relative-limit = 1.0 }
                    }
                  }
                }
                """.formatted(release, port, seedPort));
        return new ReleaseNode(TestNode.start(
                cluster.withFallback(TestNode.config(storage, "")),
                CounterProgram.named("counter", Dispatch.OWN_ACTOR, message -> {})));
    }

    @Override
    public long add(String counter, int amount) throws Exception {
        return node.askValue(CounterProgram.actor("counter", counter), CounterProgram.add(amount));
    }

    @Override
    public Map<Integer, String> owners() throws Exception {
        return TestNode.await(node.runtime().operations().cluster()).partitions();
    }

    @Override
    public void close() {
        node.close();
    }
}
