package dev.restante.pekko;

import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.pekko.PartitionMessage.Own;
import org.apache.pekko.actor.ActorContext;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.jspecify.annotations.Nullable;

/** Everything a partition acts on beside its log: cells, other partitions, the state store, the outside world, time. */
final class Outlets {

    private final NodeContext node;
    private final ActorRef self;
    private final Cells cells;
    private final StoreLink store;
    private final OutsideCalls calls;
    private final WakeTimer wake;

    Outlets(int partition, NodeContext node, ActorContext context) {
        this.node = node;
        this.self = context.self();
        this.cells = new Cells(self, Adapter.toTyped(context.system()), node);
        this.store = new StoreLink(partition, node.store(), self);
        this.calls = new OutsideCalls(partition, node, self);
        this.wake = new WakeTimer(
                delay -> context.system().scheduler().scheduleOnce(delay, self, Own.WAKE, context.dispatcher(), self),
                node.clock());
    }

    /** Carries out what the partition wants; false when it is the log's business. The commonest come first. */
    boolean carryOut(Output output) {
        if (output instanceof Output.HandOver handOver) {
            cells.handOver(handOver);
        } else if (output instanceof Output.ToPeer message) {
            node.routes().answer(((ActorPeer) message.peer()).ref(), message.message(), self);
        } else if (output instanceof Output.ToPartition message) {
            node.routes().send(message.partition(), message.message(), self);
        } else if (output instanceof Output.WakeAt at) {
            wake.wakeAt(at.time());
        } else if (output instanceof Output.StopCell stop) {
            cells.stop(stop.actor());
        } else if (output instanceof Output.Recall recall) {
            cells.recall(recall);
        } else if (output instanceof Output.Answer answer) {
            ((ActorRef) answer.token()).tell(new PartitionMessage.Answered(answer.value()), self);
        } else if (output instanceof Output.StartCall call) {
            calls.start(call);
        } else {
            return carryOutOnStore(output);
        }
        return true;
    }

    private boolean carryOutOnStore(Output output) {
        if (output instanceof Output.ReadRows read) {
            store.read(read);
        } else if (output instanceof Output.ScanRows scan) {
            store.scan(scan);
        } else if (output instanceof Output.WriteRows write) {
            store.write(write);
        } else if (output instanceof Output.ClaimEpoch claim) {
            store.claim(claim);
        } else {
            return false;
        }
        return true;
    }

    /** A cell of its own has handled what it was given. */
    void turnDone(PartitionMessage.Handled handled) {
        cells.returned(handled);
    }

    /** Runs the next turn of an inline behavior; null when none waits. */
    Input.@Nullable TurnDone runInline() {
        return cells.runInline();
    }

    boolean hasInlineTurns() {
        return cells.hasInlineTurns();
    }

    /** The wake-up has come. */
    void rang() {
        wake.rang();
    }

    void inspect() {
        cells.reportOverdue();
    }

    void close() {
        wake.cancel();
        cells.close();
    }
}
