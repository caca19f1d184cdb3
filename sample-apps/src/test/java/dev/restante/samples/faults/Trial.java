package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.gateway.process.ChildNodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * One fault on a real node under load: load, inject, heal, drain until nothing is pending, compare with what clients were told, kill the
 * node and compare once more. Leaves a row in the table of faults.
 */
final class Trial {

    /** For anything to get better once the fault is over. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration REST = Duration.ofMillis(100);

    /** What must come through once the fault is over, before the load ends. */
    private static final int RECEIPTS_AFTERWARDS = 2_000;

    /** Injects the fault, several times if it likes, and heals it. */
    interface Fault {
        void happen(Scene scene) throws IOException, InterruptedException;
    }

    private final String name;
    private final long seed;
    private final List<Workload> workloads;
    private ChildNodeSettings settings;
    private Duration clientPatience = Duration.ofSeconds(30);
    private Duration clientRest = Duration.ZERO;

    private Trial(String name, long seed, Path folder) {
        this.name = name;
        this.seed = seed;
        this.settings = ChildNodeSettings.of("bank", folder)
                .withApplications(List.of("bank", "recorder", "misbehaving"))
                .withReadyWithin(PATIENCE);
        this.workloads =
                new ArrayList<>(List.of(new Transfers(seed), new Numbers(), OneShots.recorded("once", 2, 20, seed)));
    }

    /**
     * A trial with money being moved, numbers recorded and messages sent once, on a node with its data in {@code folder}.
     *
     * @param name the row of the table: the fault's number, then what is special
     */
    static Trial of(String name, long seed, Path folder) {
        return new Trial(name, seed, folder);
    }

    /** Changes how the node is started. */
    Trial node(UnaryOperator<ChildNodeSettings> change) {
        settings = change.apply(settings);
        return this;
    }

    /** How long a client waits for an answer before it tries again; else 30 s. */
    Trial clientsWait(Duration patience) {
        clientPatience = patience;
        return this;
    }

    /** Lets clients rest before they send more: where a fault lasts long, all that they sent has to be looked at in the end. */
    Trial clientsRest() {
        clientRest = REST;
        return this;
    }

    /** Adds to the load. */
    Trial with(Workload workload) {
        workloads.add(workload);
        return this;
    }

    /** Fails when a promise was not kept, with the seed. */
    void run(Fault fault) throws Exception {
        System.out.println(name + ": seed " + seed);
        long start = System.nanoTime();
        try (FaultyNode node = new FaultyNode(settings);
                Load load = new Load(node, clientPatience, clientRest)) {
            Scene scene = new Scene(node, load, new Random(seed));
            Evidence.keepIfFails(name, seed, settings.log().getParent(), () -> run(fault, scene, start));
        }
    }

    private void run(Fault fault, Scene scene, long start) throws Exception {
        Load load = scene.load();
        load.start(workloads);
        load.awaitReceipts(RECEIPTS_AFTERWARDS, PATIENCE);
        fault.happen(scene);
        load.awaitReceipts(RECEIPTS_AFTERWARDS, PATIENCE);
        load.finish(PATIENCE);
        Findings findings = compare(scene);
        scene.node().killAndRestart();
        Findings recovered = compare(scene);
        FaultTable.put(new FaultTable.Row(
                name,
                seed,
                findings,
                scene.injected(),
                load.longestPause(),
                Duration.ofNanos(System.nanoTime() - start)));
        assertThat(findings).as("seed %d", seed).matches(Findings::clean, "every promise was kept");
        assertThat(recovered).as("after another kill, seed %d", seed).isEqualTo(findings);
    }

    private Findings compare(Scene scene) throws IOException, InterruptedException {
        return new Reckoning(scene.node(), workloads, PATIENCE).compare(scene.dead());
    }
}
