package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.gateway.process.ChildNodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One fault on real nodes on a real PostgreSQL under load, by the protocol of {@link Trial}: load, inject, heal, drain, compare with what
 * clients were told, kill all nodes and compare once more. Leaves a row in the table of faults.
 */
final class ClusterTrial {

    /** Several of them share the memory and the processors of one machine. */
    private static final List<String> MODEST = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

    /** What must come through once the fault is over, before the load ends. */
    private static final int RECEIPTS_AFTERWARDS = 1_000;

    /** Injects the fault, several times if it likes, and heals it: in the end as many nodes run as it says. */
    interface Fault {
        int happen(ClusterScene scene) throws Exception;
    }

    private final String name;
    private final long seed;
    private final Path folder;
    private final List<Workload> workloads;
    private int size = 3;
    private int running = 3;
    private Duration clientPatience = Duration.ofSeconds(20);

    private ClusterTrial(String name, long seed, Path folder) {
        this.name = name;
        this.seed = seed;
        this.folder = folder;
        this.workloads = List.of(new Transfers(seed), new Numbers(), OneShots.recorded("once", 2, 20, seed));
    }

    /**
     * A trial with money being moved, numbers recorded and messages sent once, on three nodes with logs and data in {@code folder}.
     *
     * @param name the row of the table: the fault's number, then what is special
     */
    static ClusterTrial of(String name, long seed, Path folder) {
        return new ClusterTrial(name, seed, folder);
    }

    /** Another number of nodes, of which only the first run in the beginning. */
    ClusterTrial nodes(int most, int first) {
        size = most;
        running = first;
        return this;
    }

    /** How long a client waits for an answer before it tries again with another node; else 20 s. */
    ClusterTrial clientsWait(Duration patience) {
        clientPatience = patience;
        return this;
    }

    /** Fails when a promise was not kept, with the seed. */
    void run(Fault fault) throws Exception {
        System.out.println(name + ": seed " + seed);
        long start = System.nanoTime();
        try (FaultyCluster cluster = FaultyCluster.start(folder, settings(), size, running);
                Load load = new Load(cluster, clientPatience, Duration.ZERO)) {
            ClusterScene scene = new ClusterScene(cluster, load, new Random(seed));
            Evidence.keepIfFails(name, seed, folder, () -> run(fault, scene, start));
        }
    }

    private void run(Fault fault, ClusterScene scene, long start) throws Exception {
        Load load = scene.load();
        load.start(workloads);
        load.awaitReceipts(RECEIPTS_AFTERWARDS, Trial.PATIENCE);
        int left = fault.happen(scene);
        load.awaitReceipts(RECEIPTS_AFTERWARDS, Trial.PATIENCE);
        load.finish(Trial.PATIENCE);
        check(scene, left, start);
    }

    private ChildNodeSettings settings() {
        return ChildNodeSettings.of("bank", folder)
                .withApplications(List.of("bank", "recorder"))
                .withJvmOptions(MODEST)
                .withReadyWithin(Trial.PATIENCE);
    }

    private void check(ClusterScene scene, int left, long start) throws IOException, InterruptedException {
        Reckoning reckoning = new Reckoning(scene.cluster(), workloads, Trial.PATIENCE);
        Findings findings = reckoning.compare(0);
        scene.cluster().killAll();
        scene.cluster().start(left);
        Findings recovered = reckoning.compare(0);
        FaultTable.put(new FaultTable.Row(
                name,
                seed,
                findings,
                scene.injected(),
                scene.load().longestPause(),
                Duration.ofNanos(System.nanoTime() - start)));
        assertThat(findings).as("seed %d", seed).matches(Findings::clean, "every promise was kept");
        assertThat(recovered).as("after all were killed, seed %d", seed).isEqualTo(findings);
    }
}
