package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which node owns which partition; wrong about it whenever nodes stop, and then two run at once. */
final class Sharding {

    private final World world;
    private final @Nullable PartitionHost[] owners;
    private final List<PartitionHost> replaced = new ArrayList<>();
    private int incarnations;

    Sharding(World world) {
        this.world = world;
        owners = new PartitionHost[world.settings.engine().partitions()];
    }

    void startAll() {
        for (int partition = 0; partition < owners.length; partition++) {
            start(partition);
        }
    }

    @Nullable PartitionHost owner(int partition) {
        return owners[partition];
    }

    /** Whether every partition has an owner, and none has anything to do. */
    boolean isQuiet() {
        return Arrays.stream(owners).allMatch(owner -> owner != null && !owner.hasWork());
    }

    /** Where a message to {@code partition} ends up. */
    @Nullable PartitionHost route(int partition) {
        List<PartitionHost> stale =
                replaced.stream().filter(host -> host.partition() == partition).toList();
        return !stale.isEmpty() && world.chance.oneIn(4) ? world.chance.pick(stale) : owners[partition];
    }

    /** Somebody else takes the partition over while its owner goes on and does not know. */
    void usurp(int partition) {
        PartitionHost owner = owners[partition];
        if (owner != null && !world.usableNodes().isEmpty()) {
            world.trace.tell(owner, "is replaced without its knowing");
            world.tally.count("usurpations");
            replaced.add(owner);
            owners[partition] = null;
            start(partition);
            owner.stopAsReplaced(world.chance.between(0, 20_000));
        }
    }

    /** The cluster takes {@code node} for dead. */
    void declareDead(Node node) {
        for (int partition = 0; partition < owners.length; partition++) {
            PartitionHost owner = owners[partition];
            if (owner != null && owner.node() == node) {
                usurp(partition);
            }
        }
    }

    void move(int partition) {
        PartitionHost owner = owners[partition];
        if (owner != null) {
            world.tally.count("moves");
            owner.stop();
        }
    }

    /** The nodes hear, sooner or later, that {@code host} has begun to serve; by then another may. */
    void serves(PartitionHost host) {
        for (Node node : world.nodes) {
            long delay = world.chance.delay(world.faults().networkMillis());
            world.agenda.after(delay, () -> node.courier().ownerFound(host.partition()));
        }
    }

    void ended(PartitionHost host) {
        replaced.remove(host);
        if (owners[host.partition()] == host) {
            owners[host.partition()] = null;
            restartLater(host.partition());
        }
    }

    /** Ends those who were replaced and still run. */
    void endReplaced() {
        List.copyOf(replaced).forEach(host -> host.stopAsReplaced(0));
    }

    private void restartLater(int partition) {
        world.agenda.after(world.chance.between(5, world.isHealed() ? 50 : 1_000), () -> {
            if (owners[partition] == null) {
                start(partition);
            }
        });
    }

    private void start(int partition) {
        List<Node> nodes = world.usableNodes();
        if (nodes.isEmpty()) {
            restartLater(partition);
            return;
        }
        PartitionHost host = new PartitionHost(world, world.chance.pick(nodes), partition, ++incarnations);
        owners[partition] = host;
        host.recover();
    }
}
