package dev.restante.pekko;

import dev.restante.ActorId;
import dev.restante.behavior.CellRunner;
import dev.restante.engine.Output;
import java.time.Clock;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** One active durable actor: handles what its partition hands over and tells the partition what came of it. */
final class CellActor extends AbstractBehavior<CellActor.Message> {

    private final ActorId actor;
    private final CellRunner runner;
    private final Clock clock;
    private final ActorRef<PartitionMessage> partition;

    private CellActor(
            ActorContext<Message> context,
            ActorId actor,
            CellRunner runner,
            Clock clock,
            ActorRef<PartitionMessage> partition) {
        super(context);
        this.actor = actor;
        this.runner = runner;
        this.clock = clock;
        this.partition = partition;
    }

    /** @param runner which the partition keeps, too, to recall what is handed over */
    static Behavior<Message> create(
            ActorId actor, CellRunner runner, Clock clock, ActorRef<PartitionMessage> partition) {
        return Behaviors.setup(context -> new CellActor(context, actor, runner, clock, partition));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Handle.class, this::handle)
                .onMessageEquals(Notice.STOP, Behaviors::stopped)
                .build();
    }

    private Behavior<Message> handle(Handle message) {
        PartitionMessage report;
        try {
            report = new PartitionMessage.Handled(
                    runner.run(message.handOver(), clock.millis()), getContext().getSelf());
        } catch (RuntimeException e) {
            report = new PartitionMessage.Failed("the cell of " + actor, e);
        }
        partition.tell(report);
        return this;
    }

    /** What a cell is told. */
    sealed interface Message {}

    record Handle(Output.HandOver handOver) implements Message {}

    enum Notice implements Message {
        /** The actor is passivated. */
        STOP
    }
}
