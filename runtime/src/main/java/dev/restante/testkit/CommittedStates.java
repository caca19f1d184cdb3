package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.Recipient;
import dev.restante.behavior.Ensemble;
import dev.restante.engine.StateImage;
import dev.restante.testkit.simulation.BehaviorCluster;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The committed states of all actors in a {@link Simulation} at one moment: what would be left of them if everything crashed now. */
public final class CommittedStates {

    private final BehaviorCluster cluster;
    private final Ensemble ensemble;

    CommittedStates(BehaviorCluster cluster, Ensemble ensemble) {
        this.cluster = cluster;
        this.ensemble = ensemble;
    }

    /**
     * The actor's state; empty when it has none.
     *
     * @throws AssertionError when the state is of another class
     */
    public <S> Optional<S> stateOf(Recipient<?> actor, Class<S> as) {
        return stateOf(actor.id(), as);
    }

    /** As {@link #stateOf(Recipient, Class)}. */
    public <S> Optional<S> stateOf(ActorId actor, Class<S> as) {
        StateImage image = cluster.image(actor);
        boolean none = image.state() == null && image.events().isEmpty();
        return none ? Optional.empty() : Optional.of(cast(actor, ensemble.state(actor, image), as));
    }

    /** The states of all actors of this type that have one, by their key, sorted. */
    public <S> Map<String, S> statesOf(ActorType<?> type, Class<S> as) {
        Map<String, S> states = new LinkedHashMap<>();
        for (ActorId actor : cluster.actors()) {
            if (actor.type().equals(type.name())) {
                stateOf(actor, as).ifPresent(state -> states.put(actor.key(), state));
            }
        }
        return states;
    }

    static <S> S cast(ActorId actor, Object state, Class<S> as) {
        if (!as.isInstance(state)) {
            throw new AssertionError("the state of " + actor + " is not a " + as.getName() + " but " + state);
        }
        return as.cast(state);
    }
}
