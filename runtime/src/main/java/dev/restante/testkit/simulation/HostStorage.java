package dev.restante.testkit.simulation;

import dev.restante.engine.CorruptLogException;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.store.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The reads and writes of one incarnation. What is under way when its node crashes may still take effect, also much later. */
final class HostStorage {

    private final World world;
    private final PartitionHost host;
    private final PartitionLog log;
    private final PartitionRows rows;
    private final Set<Operation> underWay = new LinkedHashSet<>();
    private long epochRecord;
    private long handedToLog;
    private long durable;
    private boolean writesRows;

    private static final class Operation {
        private boolean lost;
    }

    HostStorage(World world, PartitionHost host) {
        this.world = world;
        this.host = host;
        log = world.logs.get(host.partition());
        rows = world.rows.get(host.partition());
    }

    void recover() {
        host.later(delay(), () -> {
            PartitionLog.Checkpoint checkpoint = log.newestCheckpoint();
            int trims = log.trims();
            host.later(delay(), () -> {
                try {
                    host.recovered(world.interference.recovering(host, log.contentsAfter(checkpoint)));
                } catch (CorruptLogException e) {
                    host.unreadable(e, log.trims() != trims);
                }
            });
        });
    }

    /** The log ended at {@code sequence} when it was read. */
    void startsAfter(long sequence) {
        handedToLog = sequence;
        epochRecord = sequence + 1;
    }

    /** The first record that can hold what the partition learns now. */
    long nextRecord() {
        return handedToLog + 1;
    }

    /** Whether this incarnation made the record durable, as far as the log knows. */
    boolean isDurable(long sequence) {
        return durable >= sequence;
    }

    /** Nothing is handed over, answered or sent before the epoch record is durable. */
    void mayLeave(Output output) {
        if (durable < epochRecord) {
            throw World.violation("I6: " + host + " acted before its epoch was committed: " + Words.of(output), host);
        }
    }

    void carryOut(Output output) {
        if (output instanceof Output.Append append) {
            append(append);
        } else if (output instanceof Output.ClaimEpoch claim) {
            claim(claim);
        } else if (output instanceof Output.ReadRows read) {
            operation(() ->
                    report(new Input.RowsRead(read.request(), world.interference.read(host, rows.read(read.keys())))));
        } else if (output instanceof Output.ScanRows scan) {
            operation(() -> report(new Input.RowsRead(scan.request(), page(scan))));
        } else if (output instanceof Output.WriteRows write) {
            writeRows(write);
        } else if (output instanceof Output.SaveCheckpoint save) {
            operation(() -> {
                log.saveCheckpoint(save.sequence(), save.index());
                world.tally.count("checkpoints");
                if (world.befalls(Fault.CHECKPOINT_CRASH)) {
                    host.node().crash();
                }
                report(new Input.CheckpointSaved(save.sequence()));
            });
        } else if (output instanceof Output.TrimLog trim) {
            operation(() -> {
                log.trim(trim.through(), trim.checkpoint());
                world.tally.count("trims");
            });
        } else {
            throw new IllegalStateException("not a storage operation: " + output);
        }
    }

    private List<Row> page(Output.ScanRows scan) {
        List<Row> page = rows.scan(scan.from(), scan.to(), scan.maxRows(), scan.maxBytes());
        long bytes = page.stream()
                .mapToLong(row -> row.key().length + row.value().length)
                .sum();
        if (bytes > scan.maxBytes()) {
            world.tally.count("pages cut by bytes");
        }
        return page;
    }

    private void append(Output.Append append) {
        boolean isFirst = handedToLog < epochRecord;
        if (append.sequence() != handedToLog + 1 || !(isFirst || isDurable(handedToLog))) {
            throw World.violation(
                    "I1: " + host + " appended " + append.sequence() + " while " + handedToLog + " was under way",
                    host);
        }
        handedToLog = append.sequence();
        operation(() -> {
            if (!log.append(host.number(), append.sequence(), append.record())) {
                fenced("appends");
                return;
            }
            world.company.committed(host, append.sequence());
            world.trace.note("log has record", append.sequence(), "of", host);
            durable = append.sequence();
            report(new Input.Committed(append.sequence()));
        });
    }

    private void writeRows(Output.WriteRows write) {
        if (writesRows) {
            throw World.violation("I1: " + host + " wrote rows while rows were being written", host);
        }
        writesRows = true;
        operation(() -> {
            if (!rows.write(write.epoch(), world.interference.written(host, write.changes()))) {
                fenced("row writes");
                return;
            }
            if (!world.interference.rowsAreSynced()) {
                rowsWritten();
                return;
            }
            int losses = rows.losses();
            operation(() -> {
                if (rows.losses() == losses) {
                    rows.sync();
                    rowsWritten();
                } else {
                    host.later(0, () -> host.fail("sync failed"));
                }
            });
        });
    }

    private void rowsWritten() {
        host.later(delay(), () -> {
            writesRows = false;
            host.report(0, new Input.RowsWritten());
        });
    }

    private void claim(Output.ClaimEpoch claim) {
        operation(() -> {
            if (rows.claim(claim.epoch())) {
                report(new Input.EpochClaimed());
                world.sharding.serves(host);
            } else {
                fenced("claims");
            }
        });
    }

    private void fenced(String what) {
        world.tally.count("fenced " + what);
        host.later(delay(), () -> host.fail("fenced"));
    }

    private void operation(Runnable effect) {
        Operation operation = new Operation();
        underWay.add(operation);
        boolean fails = world.befalls(Fault.STORAGE_FAILURE);
        boolean takesEffect = !fails || world.chanceOf(Fault.STORAGE_FAILURE).oneIn(2);
        boolean straggles = world.befalls(Fault.STRAGGLER);
        long delay = delay() + (straggles ? world.chanceOf(Fault.STRAGGLER).between(200, 5_000) : 0);
        world.agenda.after(delay, () -> {
            underWay.remove(operation);
            if (fails) {
                world.tally.count("storage failures");
                world.trace.tell("storage fails", host, takesEffect ? "after the effect" : "");
                host.later(0, () -> host.fail("storage failed"));
            }
            if (takesEffect && !operation.lost) {
                effect.run();
            }
        });
    }

    private void report(Input input) {
        host.report(delay(), input);
    }

    private long delay() {
        return world.chance.delay(world.faults().storageMillis()) + host.node().storageLag();
    }

    /** @param owner whether rows that were not synced are this incarnation's to lose */
    void crash(boolean owner) {
        for (Operation operation : List.copyOf(underWay)) {
            operation.lost = world.chance.oneIn(2);
            world.tally.count(operation.lost ? "operations lost in crashes" : "operations that outlive a crash");
        }
        if (owner) {
            world.tally.count("row writes lost", rows.crash(world.chance));
        }
    }
}
