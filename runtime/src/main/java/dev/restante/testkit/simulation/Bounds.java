package dev.restante.testkit.simulation;

import dev.restante.engine.Delivery;
import dev.restante.engine.EngineSettings;
import dev.restante.engine.Envelope;
import dev.restante.engine.Output;
import dev.restante.engine.PartitionFigures;
import dev.restante.engine.Protocol;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what one incarnation asks for, and what it keeps, against the limits it was given (I10). */
final class Bounds {

    /** What the contract of the state store allows in one request. */
    private static final int MOST_KEYS = 10_000;

    private static final int MOST_ROWS = 10_000;

    /** Figures are looked at once in so many inputs, since computing them takes long. */
    private static final int LOOK_EVERY = 32;

    /** A page is read again for everybody who asks, but not for ever while nothing changes. */
    private static final int MOST_READS_OF_A_PAGE = 300;

    private final PartitionHost host;
    private final EngineSettings limits;
    private final Map<ByteBuffer, Integer> pagesRead = new HashMap<>();
    private int calls;
    private int inputs;

    Bounds(World world, PartitionHost host) {
        this.host = host;
        limits = world.settings.engine();
    }

    void check(Output output) {
        if (output instanceof Output.HandOver handOver) {
            checkHandOver(handOver.deliveries());
        } else if (output instanceof Output.ToPartition send) {
            checkBag(send.message());
        } else if (output instanceof Output.ReadRows read) {
            atMost(MOST_KEYS, read.keys().size(), "keys read at once");
        } else if (output instanceof Output.ScanRows scan) {
            atMost(MOST_ROWS, scan.maxRows(), "rows read at once");
            int reads = pagesRead.merge(ByteBuffer.wrap(scan.from()), 1, Integer::sum);
            atMost(MOST_READS_OF_A_PAGE, reads, "reads of one page since the last record");
        } else if (output instanceof Output.Append) {
            pagesRead.clear();
        } else if (output instanceof Output.StartCall) {
            atMost(limits.openCalls(), ++calls, "calls under way");
        }
    }

    void callEnded() {
        calls--;
    }

    /** Whether it is time to look at the figures. */
    boolean looks() {
        return ++inputs % LOOK_EVERY == 0;
    }

    void check(PartitionFigures figures) {
        atMost(limits.activeCells(), figures.cells(), "actors in memory");
        // A keyed message is decided after it was taken: as many as are open in the windows may come on top.
        atMost(limits.timers() + 2L * limits.windowMessages(), figures.delayed(), "delayed messages");
    }

    private void checkHandOver(List<Delivery> deliveries) {
        atMost(limits.handOverMessages(), deliveries.size(), "messages handed over at once");
        long bytes = deliveries.stream()
                .mapToLong(delivery -> delivery.envelope().size())
                .sum();
        if (deliveries.size() > 1) {
            atMost(limits.handOverBytes(), bytes, "bytes handed over at once");
        }
    }

    private void checkBag(Protocol message) {
        if (message instanceof Protocol.Bag bag && bag.envelopes().size() > 1) {
            long bytes = bag.envelopes().stream().mapToLong(Envelope::size).sum();
            atMost(limits.bagBytes(), bytes, "bytes in a bag");
            atMost(limits.windowMessages(), bag.envelopes().size(), "messages in a bag");
        }
    }

    private void atMost(long limit, long found, String what) {
        if (found > limit) {
            throw World.violation("I10: " + found + " " + what + " in " + host + ", the limit is " + limit, host);
        }
    }
}
