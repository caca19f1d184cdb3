package dev.restante.pekko;

import dev.restante.Dispatch;
import dev.restante.behavior.Program;
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

    @Override
    public Receive createReceive() {
        return receiveBuilder().match(Output.HandOver.class, this::open).build();
    }

    /** Makes the cell for its first hand-over; the partition learns the cell's reference from the sender of the result. */
    private void open(Output.HandOver first) {
        Program program = node.program(first.actor().type());
        String dispatcher = program.dispatch() == Dispatch.BLOCKING ? Dispatchers.BLOCKING : Dispatchers.CELLS;
        ActorRef cell = getContext()
                .actorOf(CellActor.props(first.actor(), program, node.clock()).withDispatcher(dispatcher));
        cell.tell(first, getSender());
    }
}
