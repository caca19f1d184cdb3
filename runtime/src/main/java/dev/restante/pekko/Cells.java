package dev.restante.pekko;

import dev.restante.ActorId;
import dev.restante.Dispatch;
import dev.restante.behavior.CellRunner;
import dev.restante.behavior.Program;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The active actors of one partition. Used on the partition's thread only. */
final class Cells {

    private static final Logger LOG = LoggerFactory.getLogger(Cells.class);

    private final NodeContext node;
    private final ActorRef<CellHost.Message> host;
    private final Map<ActorId, ActiveCell> active = new HashMap<>();
    private final Queue<Output.HandOver> inline = new ArrayDeque<>();

    Cells(org.apache.pekko.actor.ActorRef partition, ActorSystem<?> system, NodeContext node) {
        this.node = node;
        this.host = system.systemActorOf(
                CellHost.create(node.clock(), Adapter.toTyped(partition)),
                "cells-" + partition.path().name() + "-" + partition.path().uid(),
                DispatcherSelector.fromConfig(Dispatchers.WORK));
    }

    /** Gives the messages to the actor's cell. Those of an inline behavior wait for {@link #runInline}. */
    void handOver(Output.HandOver handOver) {
        ActiveCell cell = active.get(handOver.actor());
        if (cell == null) {
            cell = new ActiveCell(node.program(handOver.actor().type()), handOver.actor());
            active.put(handOver.actor(), cell);
        }
        cell.begin(handOver, node.clock().millis());
        if (cell.dispatch == Dispatch.INLINE) {
            inline.add(handOver);
        } else if (cell.ref == null) {
            host.tell(new CellHost.Open(cell.runner, cell.dispatch, handOver));
        } else {
            cell.ref.tell(new CellActor.Handle(handOver));
        }
    }

    /** Takes effect at once, on whichever thread the cell is at work; its result says what it had begun. */
    void recall(Output.Recall recall) {
        ActiveCell cell = active.get(recall.actor());
        if (cell != null) {
            cell.runner.recall(recall.turn());
        }
    }

    /** Runs the next turn of an inline behavior; null when none waits. */
    Input.@Nullable TurnDone runInline() {
        Output.HandOver handOver = inline.poll();
        if (handOver == null) {
            return null;
        }
        ActiveCell cell = active.get(handOver.actor());
        if (cell == null) {
            throw new IllegalStateException(
                    "the inline cell of " + handOver.actor() + " is gone with messages in hand");
        }
        Input.TurnDone done = cell.runner.run(handOver, node.clock().millis());
        cell.reportIfOverdue(node.clock().millis(), node.counters());
        cell.end();
        return done;
    }

    boolean hasInlineTurns() {
        return !inline.isEmpty();
    }

    /** A cell of its own has handled what it was given. */
    void returned(PartitionMessage.Handled handled) {
        ActiveCell cell = active.get(handled.done().actor());
        if (cell != null) {
            cell.ref = handled.cell();
            cell.end();
        }
    }

    void stop(ActorId actor) {
        ActiveCell cell = active.remove(actor);
        if (cell != null && cell.ref != null) {
            cell.ref.tell(CellActor.Notice.STOP);
        }
    }

    /** Reports, once each, the cells that have been at one hand-over for longer than their time limit. */
    void reportOverdue() {
        long now = node.clock().millis();
        for (ActiveCell cell : active.values()) {
            cell.reportIfOverdue(now, node.counters());
        }
    }

    /** Drops all cells; what they are doing comes to nothing. */
    void close() {
        host.tell(CellHost.Notice.CLOSE);
        active.clear();
        inline.clear();
    }

    /** What the partition knows of one cell. */
    private static final class ActiveCell {

        private final CellRunner runner;
        private final Dispatch dispatch;
        private final long limitMillis;
        private @Nullable ActorRef<CellActor.Message> ref;
        private Output.@Nullable HandOver current;
        private long overdueAt;

        ActiveCell(Program program, ActorId actor) {
            this.runner = new CellRunner(actor, program);
            this.dispatch = program.dispatch();
            this.limitMillis = program.timeLimit().toMillis();
        }

        void begin(Output.HandOver handOver, long now) {
            current = handOver;
            overdueAt = now + limitMillis * handOver.deliveries().size();
        }

        void end() {
            current = null;
        }

        void reportIfOverdue(long now, NodeCounters counters) {
            if (current == null || now <= overdueAt) {
                return;
            }
            overdueAt = Long.MAX_VALUE;
            counters.overdueTurns().increment();
            LOG.warn(
                    "{} has been handling {} messages, the first of them {}, for longer than its limit of {} ms each",
                    current.actor(),
                    current.deliveries().size(),
                    current.deliveries().get(0).envelope().id(),
                    limitMillis);
        }
    }
}
