package dev.restante.samples.faults;

import dev.restante.gateway.process.ChildNodeSettings;
import dev.restante.gateway.process.LocalCluster;
import dev.restante.gateway.process.LocalNode;
import dev.restante.persistence.local.LocalPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;

/** The nodes and the database that a fault happens to. Acted upon by one thread only. */
final class FaultyCluster implements Entrance, AutoCloseable {

    private static final long BETWEEN_TRIES_NANOS = 10_000_000;

    private final LocalPostgres database;
    private final LocalCluster cluster;
    private volatile boolean closed;

    private FaultyCluster(LocalPostgres database, LocalCluster cluster) {
        this.database = database;
        this.cluster = cluster;
    }

    /** Starts a database, whose files are in {@code folder}, and the first {@code running} of {@code size} nodes. */
    static FaultyCluster start(Path folder, ChildNodeSettings each, int size, int running) {
        LocalPostgres database = LocalPostgres.startIn(folder);
        FaultyCluster started = new FaultyCluster(database, new LocalCluster(size, database, each));
        try {
            started.start(running);
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    LocalPostgres database() {
        return database;
    }

    LocalCluster cluster() {
        return cluster;
    }

    List<LocalNode> nodes() {
        return cluster.nodes();
    }

    /** Starts those of the first {@code count} nodes that do not run. */
    void start(int count) {
        cluster.start(count);
    }

    void killAll() {
        nodes().stream().filter(LocalNode::isAlive).forEach(LocalNode::kill);
    }

    /** A frozen node is among them, as clients cannot know. */
    @Override
    public URI address(int turn) {
        while (!closed) {
            List<URI> addresses =
                    nodes().stream().flatMap(node -> node.address().stream()).toList();
            if (!addresses.isEmpty()) {
                return addresses.get(turn % addresses.size());
            }
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
        }
        throw new CancellationException("the cluster was closed");
    }

    @Override
    public void close() {
        closed = true;
        try {
            cluster.close();
        } finally {
            database.close();
        }
    }
}
