package dev.restante;

import dev.restante.SideEffect.Call;
import dev.restante.SideEffect.Cancel;
import dev.restante.SideEffect.Publish;
import dev.restante.SideEffect.Reply;
import dev.restante.SideEffect.Tell;
import dev.restante.SideEffect.TellAfter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What handling one message shall come to: a change of state, messages, timers, events, calls, a reply. It is a value: nothing of it happens
 * before the runtime has committed all of it, together with the mark that the message is done, and then each of it happens once. Immutable.
 *
 * <p>The {@code then} methods are generic in a subtype {@code T} of {@code S} so that an effect that does not mention the state, such as
 * {@code Effect.persist(event).thenReply(reply)}, can be returned where an effect on a particular state is expected.
 *
 * <p>The effects of one message may not exceed 4 MiB when serialized, a payload sent to many counting once; beyond, its handling fails.
 *
 * @param <S> the states of the actor
 */
public final class Effect<S> {

    private static final int LONGEST_REASON = 1_000;

    private final Decision<S> decision;
    private final List<SideEffect> sideEffects;

    private Effect(Decision<S> decision, List<SideEffect> sideEffects) {
        this.decision = decision;
        this.sideEffects = sideEffects;
    }

    /** The state becomes {@code state}. For behaviors that keep their state. */
    public static <S> Effect<S> update(S state) {
        return new Effect<>(new Decision.Update<>(state), List.of());
    }

    /** These events happened: they are kept, and change the state in this order. For behaviors with {@code events}. */
    public static <S> Effect<S> persist(Object... events) {
        return persist(List.of(events));
    }

    /** As {@link #persist(Object...)}; with no events, {@link #nothing()}. */
    public static <S> Effect<S> persist(List<?> events) {
        return events.isEmpty() ? nothing() : new Effect<>(new Decision.Persist<>(List.copyOf(events)), List.of());
    }

    /** The message is done; the state stays as it is. */
    public static <S> Effect<S> nothing() {
        return new Effect<>(new Decision.Unchanged<>(), List.of());
    }

    /** The message is done and answered, as by {@link #thenReply}; the state stays as it is. */
    public static <S> Effect<S> reply(Object answer) {
        return Effect.<S>nothing().thenReply(answer);
    }

    /** The message is done, and the actor as if it never had a state: the next message finds the initial one. */
    public static <S> Effect<S> forget() {
        return new Effect<>(new Decision.Forget<>(), List.of());
    }

    /**
     * The message is refused for a reason of the business: final, not tried again, nothing changes. Who asked gets
     * {@link MessageRejectedException} with {@code reason}. It cannot be combined with anything else.
     *
     * @param reason for the sender to read; kept up to 1,000 characters
     */
    public static <S> Effect<S> reject(String reason) {
        String kept = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
        return new Effect<>(new Decision.Reject<>(kept), List.of());
    }

    /** Also sends {@code message}, in order after what this actor sent {@code to} before. */
    public <R, T extends S> Effect<T> thenTell(Recipient<R> to, R message) {
        return then(new Tell(to.id(), message, Optional.empty()));
    }

    /** As {@link #thenTell(Recipient, Object)}, in the conversation {@code correlationId} instead of that of the message being handled. */
    public <R, T extends S> Effect<T> thenTell(Recipient<R> to, R message, String correlationId) {
        return then(new Tell(to.id(), message, Optional.of(correlationId)));
    }

    /** Also sends to an actor known by its id only, such as a {@link MessageContext#sender}; its type must take {@code message}. */
    public <T extends S> Effect<T> thenTell(ActorId to, Object message) {
        return then(new Tell(to, message, Optional.empty()));
    }

    /** As {@link #thenTell(ActorId, Object)}, in the conversation {@code correlationId}: for answering a request of an earlier message. */
    public <T extends S> Effect<T> thenTell(ActorId to, Object message, String correlationId) {
        return then(new Tell(to, message, Optional.of(correlationId)));
    }

    /** Also sends what is serialized already, as it is. */
    public <T extends S> Effect<T> thenTell(ActorId to, Payload message) {
        return then(new Tell(to, message, Optional.empty()));
    }

    /** Also sends {@code message} to each of {@code recipients}; it is serialized and stored once, however many they are. */
    public <R, T extends S> Effect<T> thenTellAll(Collection<Recipient<R>> recipients, R message) {
        List<SideEffect> all = copyFor(recipients.size());
        for (Recipient<R> recipient : recipients) {
            all.add(new Tell(recipient.id(), message, Optional.empty()));
        }
        return with(all);
    }

    /** As {@link #thenTellAll(Collection, Object)} with what is serialized already. */
    public <T extends S> Effect<T> thenTellAll(Collection<ActorId> recipients, Payload message) {
        List<SideEffect> all = copyFor(recipients.size());
        for (ActorId recipient : recipients) {
            all.add(new Tell(recipient, message, Optional.empty()));
        }
        return with(all);
    }

    /**
     * Also sends {@code message} once {@code delay} has passed on the wall clock: never earlier, and after a crash as soon as possible.
     *
     * @param delay more than zero, up to 100 years; rounded up to milliseconds
     */
    public <R, T extends S> Effect<T> thenTellAfter(Duration delay, Recipient<R> to, R message) {
        return then(new TellAfter(to.id(), message, delay, Optional.empty()));
    }

    /**
     * As {@link #thenTellAfter(Duration, Recipient, Object)}, under a name for {@link #cancel}. A timer of this actor with the same name that
     * has not fired is replaced.
     *
     * @param timer 1 to 255 characters, unique within the actor
     */
    public <R, T extends S> Effect<T> thenTellAfter(Duration delay, Recipient<R> to, R message, String timer) {
        return withoutTimer(timer).then(new TellAfter(to.id(), message, delay, Optional.of(timer)));
    }

    /** Also takes back this actor's timer of this name; nothing happens when there is none or it has fired. */
    public <T extends S> Effect<T> cancel(String timer) {
        return withoutTimer(timer).then(new Cancel(timer));
    }

    /** Also publishes {@code event} to the topic: every subscription gets it, in the order in which this actor published. */
    public <T extends S> Effect<T> thenPublish(String topic, Object event) {
        return then(new Publish(new ActorId(Publish.TOPIC_TYPE, topic), event));
    }

    /**
     * Also answers who sent the message: an {@code ask} from outside gets {@code answer} as its result; an actor gets it as a message, in the
     * conversation of its request, if its type takes {@code answer}. If not, the answer is only kept with the outcome of the message.
     *
     * @throws IllegalStateException when there is a reply already
     */
    public <T extends S> Effect<T> thenReply(Object answer) {
        if (reply().isPresent()) {
            throw new IllegalStateException("a message is answered once, and there is a reply already: " + reply());
        }
        return then(new Reply(answer));
    }

    /**
     * Also calls the outside world after the commit, by the behavior's {@code call} for the class of {@code request}: repeated with backoff
     * until it answers, also after a crash. The answer comes as a message to this actor.
     */
    public <T extends S> Effect<T> thenCall(Object request) {
        return then(new Call(request));
    }

    public Decision<S> decision() {
        return decision;
    }

    /** Everything beside the change of state, in the order in which it was added. Unmodifiable. */
    public List<SideEffect> sideEffects() {
        return sideEffects;
    }

    /** Why the message is refused; empty when it is processed. */
    public Optional<String> rejection() {
        return decision instanceof Decision.Reject<S> reject ? Optional.of(reject.reason()) : Optional.empty();
    }

    public Optional<Object> reply() {
        for (SideEffect sideEffect : sideEffects) {
            if (sideEffect instanceof Reply reply) {
                return Optional.of(reply.answer());
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "Effect[" + decision + (sideEffects.isEmpty() ? "" : ", then " + sideEffects) + "]";
    }

    private <T extends S> Effect<T> then(SideEffect next) {
        List<SideEffect> all = copyFor(1);
        all.add(next);
        return with(all);
    }

    private List<SideEffect> copyFor(int more) {
        List<SideEffect> copy = new ArrayList<>(sideEffects.size() + more);
        copy.addAll(sideEffects);
        return copy;
    }

    /** Within one effect the last word on a timer counts. */
    private Effect<S> withoutTimer(String timer) {
        List<SideEffect> others = copyFor(1);
        others.removeIf(each -> concerns(each, timer));
        return with(others);
    }

    private static boolean concerns(SideEffect each, String timer) {
        if (each instanceof TellAfter later) {
            return later.timer().equals(Optional.of(timer));
        }
        return each instanceof Cancel cancel && cancel.timer().equals(timer);
    }

    /** Sound for any subtype: an update made with the wider type is refused by the cell unless it is one of the behavior's states. */
    @SuppressWarnings("unchecked")
    private <T extends S> Effect<T> with(List<SideEffect> all) {
        if (decision instanceof Decision.Reject) {
            throw new IllegalStateException(
                    "a rejected message changes nothing and sends nothing; it was rejected with '"
                            + rejection().orElseThrow() + "'");
        }
        return new Effect<>((Decision<T>) decision, Collections.unmodifiableList(all));
    }
}
