package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.Registry;
import dev.restante.engine.StateImage;
import org.jspecify.annotations.Nullable;

/** The registered behaviors as a node runs them, with the values behind what they take and give: for the test kit. Immutable. */
public final class Ensemble {

    private final BehaviorCatalog catalog;

    /** Fails with {@link IllegalArgumentException} as the start of a node would. */
    public Ensemble(Registry registry) {
        catalog = BehaviorCatalog.of(registry.registrations());
    }

    public BehaviorCatalog catalog() {
        return catalog;
    }

    /** The state of {@code actor}. */
    public Object state(ActorId actor, StateImage image) {
        return behavior(actor).restore(actor, image);
    }

    /** What {@code actor} wants to know from the outside world. */
    public Object request(ActorId actor, Payload request) {
        try {
            return behavior(actor).request(request);
        } catch (UndecodableException e) {
            throw new IllegalArgumentException("a request of " + actor + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The message that {@code answer} is to {@code actor}.
     *
     * @throws IllegalStateException when it is none
     */
    public Payload answer(ActorId actor, Payload request, @Nullable Object answer) {
        return behavior(actor).message(request, answer);
    }

    /**
     * What runs {@code actor}.
     *
     * @throws IllegalArgumentException when its type is not registered; says which are
     */
    public Program program(ActorId actor) {
        return behavior(actor);
    }

    private BehaviorProgram<?, ?> behavior(ActorId actor) {
        Program program = catalog.programs().get(actor.type());
        if (program == null) {
            throw new IllegalArgumentException("no actor type '" + actor.type() + "' is registered; there is "
                    + String.join(", ", catalog.types().types()));
        }
        return (BehaviorProgram<?, ?>) program;
    }
}
