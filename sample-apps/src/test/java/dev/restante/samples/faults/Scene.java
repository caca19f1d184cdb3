package dev.restante.samples.faults;

import java.util.Random;

/** Where a fault happens: a node, the load on it, and what the fault leaves behind. Used by one thread. */
final class Scene {

    private final FaultyNode node;
    private final Load load;
    private final Random random;
    private long injected;
    private long dead;

    Scene(FaultyNode node, Load load, Random random) {
        this.node = node;
        this.load = load;
        this.random = random;
    }

    FaultyNode node() {
        return node;
    }

    Load load() {
        return load;
    }

    /** Decides what is left to chance, by the trial's seed. */
    Random random() {
        return random;
    }

    /** Lets up to {@code most} receipts come. */
    void letSomeThrough(int most) throws InterruptedException {
        load.awaitReceipts(random.nextInt(most), Trial.PATIENCE);
    }

    /** Counts faults that were injected. */
    void count(long faults) {
        injected += faults;
    }

    long injected() {
        return injected;
    }

    /** Says that as many messages more shall end as dead letters and stay. */
    void expectDead(long more) {
        dead += more;
    }

    long dead() {
        return dead;
    }
}
