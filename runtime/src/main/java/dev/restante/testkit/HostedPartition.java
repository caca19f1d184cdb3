package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.CallContext;
import dev.restante.behavior.CellRunner;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Partition;
import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import dev.restante.engine.Request;
import dev.restante.engine.TypeSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs one partition on its store. Whatever it wants done is a step of its own, so that a crash can come between any two. */
final class HostedPartition implements Addressee {

    private static final long NO_ALARM = Long.MAX_VALUE;

    private final HostedNode node;
    private final int number;
    private final PartitionStore store;
    private final Partition engine;
    private final Map<ActorId, CellRunner> cells = new HashMap<>();
    private long alarm = NO_ALARM;

    HostedPartition(HostedNode node, int number, PartitionStore store) {
        this.node = node;
        this.number = number;
        this.store = store;
        Map<String, TypeSettings> types = new HashMap<>();
        node.ensemble.catalog().programs().forEach((name, program) -> types.put(name, program.settings()));
        engine = new Partition(number, node.settings, types);
    }

    void start() {
        plan("recovers", () -> {
            store.recover(engine);
            carryOut(engine.start(store.highest(), node.agenda.now()));
        });
    }

    @Override
    public void arrive(Peer from, Protocol message) {
        bring(new Input.Arrived(from, message));
    }

    CompletableFuture<Object> ask(Request request) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        bring(new Input.Asked(answer, request));
        return answer;
    }

    private void plan(String what, Runnable step) {
        node.agenda.soon("partition " + number + " " + what, step);
    }

    private void bring(Input input) {
        plan("takes " + input.getClass().getSimpleName(), () -> take(input));
    }

    private void take(Input input) {
        carryOut(engine.handle(input, node.agenda.now()));
    }

    private void carryOut(List<Output> outputs) {
        for (Output output : outputs) {
            if (!carryOutHere(output) && !carryOutOnStore(output)) {
                throw new IllegalStateException("nothing carries out " + output);
            }
        }
    }

    @SuppressWarnings("unchecked") // The token is what ask made.
    private boolean carryOutHere(Output output) {
        if (output instanceof Output.HandOver handOver) {
            CellRunner cell = cell(handOver.actor());
            plan("hands over to " + handOver.actor(), () -> bring(cell.run(handOver, node.agenda.now())));
        } else if (output instanceof Output.Recall recall) {
            cell(recall.actor()).recall(recall.turn());
        } else if (output instanceof Output.StopCell stop) {
            cells.remove(stop.actor());
        } else if (output instanceof Output.ToPartition send) {
            node.toPartition(this, send.partition(), send.message());
        } else if (output instanceof Output.ToPeer send) {
            ((Addressee) send.peer()).arrive(this, send.message());
        } else if (output instanceof Output.WakeAt wake) {
            wakeAt(wake.time());
        } else if (output instanceof Output.Answer answer) {
            ((CompletableFuture<Object>) answer.token()).complete(answer.value());
        } else if (output instanceof Output.StartCall call) {
            plan("calls the outside for " + call.actor(), () -> call(call));
        } else {
            return false;
        }
        return true;
    }

    private boolean carryOutOnStore(Output output) {
        if (output instanceof Output.Append append) {
            plan("commits record " + append.sequence(), () -> {
                store.append(append);
                bring(new Input.Committed(append.sequence()));
            });
        } else if (output instanceof Output.ReadRows read) {
            plan("reads rows", () -> bring(new Input.RowsRead(read.request(), store.read(read.keys()))));
        } else if (output instanceof Output.ScanRows scan) {
            plan("scans rows", () -> bring(new Input.RowsRead(scan.request(), store.scan(scan))));
        } else if (output instanceof Output.WriteRows write) {
            plan("writes rows", () -> {
                store.write(write.changes());
                bring(new Input.RowsWritten());
            });
        } else if (output instanceof Output.SaveCheckpoint save) {
            plan("saves the checkpoint of record " + save.sequence(), () -> {
                store.save(save);
                bring(new Input.CheckpointSaved(save.sequence()));
            });
        } else if (output instanceof Output.TrimLog trim) {
            plan("trims its log", () -> store.trim(trim));
        } else if (output instanceof Output.ClaimEpoch) {
            // Nobody else can own the partition: a crash leaves nothing behind that could still write.
            bring(new Input.EpochClaimed());
        } else {
            return false;
        }
        return true;
    }

    private CellRunner cell(ActorId actor) {
        return cells.computeIfAbsent(actor, id -> new CellRunner(id, node.ensemble.program(id)));
    }

    private void call(Output.StartCall call) {
        CallContext context = new CallContext(call.actor(), number + "-" + call.call(), call.attempt());
        node.world.call(
                call.request(),
                context,
                message -> bring(new Input.CallAnswered(call.call(), message)),
                reason -> plan(
                        "learns that its call for " + call.actor() + " failed: " + reason,
                        () -> take(new Input.CallFailed(call.call(), reason))));
    }

    private void wakeAt(long time) {
        alarm = time;
        node.agenda.at(time, "partition " + number + " wakes", () -> {
            if (alarm == time) {
                alarm = NO_ALARM;
                take(new Input.Woken());
            }
        });
    }
}
