package dev.restante.testkit;

import dev.restante.Decision;
import dev.restante.Effect;
import dev.restante.Recipient;
import dev.restante.SideEffect;
import dev.restante.SideEffect.Call;
import dev.restante.SideEffect.Cancel;
import dev.restante.SideEffect.Publish;
import dev.restante.SideEffect.Tell;
import dev.restante.SideEffect.TellAfter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a behavior made of one message. Everything in it has survived serialization.
 *
 * @param effect as the handler returned it
 * @param state the actor's state after it
 */
public record Handled<S>(Effect<S> effect, S state) {

    /** The reason for which the behavior refused the message; empty when it processed it. */
    public Optional<String> rejection() {
        return effect.rejection();
    }

    /**
     * The answer to who sent the message.
     *
     * @throws AssertionError when there is none, or one of another class
     */
    public <R> R reply(Class<R> as) {
        Object reply = effect.reply().orElseThrow(() -> new AssertionError("there is no reply in " + effect));
        if (!as.isInstance(reply)) {
            throw new AssertionError("the reply is not a " + as.getName() + " but " + reply);
        }
        return as.cast(reply);
    }

    /** Messages sent with the commit, in order. */
    public List<Tell> tells() {
        return all(Tell.class, Function.identity());
    }

    /** Messages sent to one actor with the commit, in order. */
    public <M> List<M> toldTo(Recipient<M> recipient) {
        List<M> told = new ArrayList<>();
        for (Tell tell : tells()) {
            if (tell.to().equals(recipient.id())) {
                told.add(recipient.type().messages().cast(tell.message()));
            }
        }
        return told;
    }

    /** Delayed messages. */
    public List<TellAfter> timers() {
        return all(TellAfter.class, Function.identity());
    }

    /** Names of timers taken back. */
    public List<String> cancelledTimers() {
        return all(Cancel.class, Cancel::timer);
    }

    /** Events published to {@code topic}, in order. */
    public List<Object> published(String topic) {
        List<Object> events = new ArrayList<>();
        for (Publish publish : all(Publish.class, Function.<Publish>identity())) {
            if (publish.topic().key().equals(topic)) {
                events.add(publish.event());
            }
        }
        return events;
    }

    /** Requests to the outside world; see {@link BehaviorTestKit#call}. */
    public List<Object> calls() {
        return all(Call.class, Call::request);
    }

    /** Events of an event-sourced behavior, in order. */
    public List<Object> events() {
        return effect.decision() instanceof Decision.Persist<S> persist ? persist.events() : List.of();
    }

    private <E extends SideEffect, R> List<R> all(Class<E> kind, Function<E, R> part) {
        List<R> found = new ArrayList<>();
        for (SideEffect each : effect.sideEffects()) {
            if (kind.isInstance(each)) {
                found.add(part.apply(kind.cast(each)));
            }
        }
        return found;
    }
}
