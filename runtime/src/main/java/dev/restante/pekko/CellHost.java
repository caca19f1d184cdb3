package dev.restante.pekko;

import dev.restante.Dispatch;
import dev.restante.behavior.CellRunner;
import dev.restante.engine.Output;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;

/**
 * Parent of a partition's cells. They are not the partition's own children because a Pekko actor ends only after all of its children: one
 * handler that never returns would keep a failed partition from ever starting again, here or on another node.
 */
final class CellHost extends AbstractActor {

    private final NodeContext node;

    private CellHost(NodeContext node) {
        this.node = node;
    }

    static Props props(NodeContext node) {
        return Props.create(CellHost.class, () -> new CellHost(node)).withDispatcher(Dispatchers.WORK);
    }

    /** Make a cell for its first hand-over. */
    record Open(CellRunner runner, Dispatch dispatch, Output.HandOver first) {}

    @Override
    public Receive createReceive() {
        return receiveBuilder().match(Open.class, this::open).build();
    }

    /** The partition learns the cell's reference from the sender of the result. */
    private void open(Open open) {
        String dispatcher = open.dispatch() == Dispatch.BLOCKING ? Dispatchers.BLOCKING : Dispatchers.CELLS;
        ActorRef cell = getContext()
                .actorOf(CellActor.props(open.first().actor(), open.runner(), node.clock())
                        .withDispatcher(dispatcher));
        cell.tell(open.first(), getSender());
    }
}
