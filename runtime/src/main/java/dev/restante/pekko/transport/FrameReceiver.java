package dev.restante.pekko.transport;

import dev.restante.engine.Frame;
import org.apache.pekko.actor.ActorRefProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Takes frames apart. A recipient that is no more gets nothing, as ever. */
final class FrameReceiver {

    static final String NAME = "frames";

    /** Where the receivers of all nodes are. */
    static final String PATH = "/system/" + NAME;

    private FrameReceiver() {}

    static Behavior<Frame> create() {
        Behavior<Frame> behavior = Behaviors.setup(context -> {
            ActorRefProvider actors = ((ExtendedActorSystem) Adapter.toClassic(context.getSystem())).provider();
            return Behaviors.receiveMessage(frame -> {
                // Names that come again and again are found in a cache of Pekko's.
                frame.items()
                        .forEach(item -> actors.resolveActorRef(item.recipient())
                                .tell(item.message(), actors.resolveActorRef(item.sender())));
                return Behaviors.same();
            });
        });
        return Behaviors.supervise(behavior).onFailure(SupervisorStrategy.restart());
    }
}
