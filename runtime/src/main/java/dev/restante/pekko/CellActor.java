package dev.restante.pekko;

import dev.restante.ActorId;
import dev.restante.behavior.CellRunner;
import dev.restante.engine.Output;
import java.time.Clock;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;

/** One active durable actor: handles what its partition hands over and tells the partition what came of it. */
final class CellActor extends AbstractActor {

    private final ActorId actor;
    private final CellRunner runner;
    private final Clock clock;

    private CellActor(ActorId actor, CellRunner runner, Clock clock) {
        this.actor = actor;
        this.runner = runner;
        this.clock = clock;
    }

    /** @param runner which the partition keeps, too, to recall what is handed over */
    static Props props(ActorId actor, CellRunner runner, Clock clock) {
        return Props.create(CellActor.class, () -> new CellActor(actor, runner, clock));
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder().match(Output.HandOver.class, this::handle).build();
    }

    private void handle(Output.HandOver handOver) {
        Object report;
        try {
            report = runner.run(handOver, clock.millis());
        } catch (RuntimeException e) {
            report = new PartitionMessage.Failed("the cell of " + actor, e);
        }
        getSender().tell(report, getSelf());
    }
}
