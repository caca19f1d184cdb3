package dev.restante.pekko;

import dev.restante.Dispatch;
import dev.restante.behavior.CellRunner;
import dev.restante.engine.Output;
import java.time.Clock;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Parent of a partition's cells. They are not the partition's own children because a Pekko actor ends only after all of its children: one
 * handler that never returns would keep a failed partition from ever starting again, here or on another node.
 */
final class CellHost extends AbstractBehavior<CellHost.Message> {

    private final Clock clock;
    private final ActorRef<PartitionMessage> partition;

    private CellHost(ActorContext<Message> context, Clock clock, ActorRef<PartitionMessage> partition) {
        super(context);
        this.clock = clock;
        this.partition = partition;
    }

    static Behavior<Message> create(Clock clock, ActorRef<PartitionMessage> partition) {
        return Behaviors.setup(context -> new CellHost(context, clock, partition));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Open.class, this::open)
                .onMessageEquals(Notice.CLOSE, Behaviors::stopped)
                .build();
    }

    private Behavior<Message> open(Open open) {
        String dispatcher = open.dispatch() == Dispatch.BLOCKING ? Dispatchers.BLOCKING : Dispatchers.CELLS;
        ActorRef<CellActor.Message> cell = getContext()
                .spawnAnonymous(
                        CellActor.create(open.first().actor(), open.runner(), clock, partition),
                        DispatcherSelector.fromConfig(dispatcher));
        cell.tell(new CellActor.Handle(open.first()));
        return this;
    }

    /** What the host is told. */
    sealed interface Message {}

    /** Make a cell for its first hand-over; the partition learns the cell's reference from the result. */
    record Open(CellRunner runner, Dispatch dispatch, Output.HandOver first) implements Message {}

    enum Notice implements Message {
        /** End with all cells. */
        CLOSE
    }
}
