package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.CallContext;
import dev.restante.DurableBehavior;
import dev.restante.MessageId;
import dev.restante.behavior.Rehearsal;
import dev.restante.engine.Delivery;
import dev.restante.engine.Envelope;
import dev.restante.engine.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs one actor's behavior by itself: a message in, its effects out, at once and on the caller's thread. Nothing is sent anywhere, no time
 * passes, no message comes back: a test says what happens next.
 *
 * <p>Every message, state, event, reply and request that passes is written and read again, and must come back equal.
 *
 * <pre>{@code
 * var account = BehaviorTestKit.of(ACCOUNT, Account.account());
 *
 * account.deliver(new Deposit(500));
 * var refused = account.deliver(new Withdraw(600));
 *
 * assertThat(refused.rejection()).contains("insufficient funds");
 * assertThat(account.state()).isEqualTo(new Balance(500));
 * }</pre>
 *
 * <p>Not thread-safe, and independent of any test framework.
 *
 * @param <M> the messages
 * @param <S> the states
 */
public final class BehaviorTestKit<M, S> {

    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
    private static final int PARTITION = 0;

    /** An answer given by a test comes at once; one that does not come is a mistake of the test. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Rehearsal<M, S> rehearsal;
    private final ActorId self;
    private Instant now = BEGINNING;
    private long messages;
    private long calls;

    private BehaviorTestKit(ActorType<M> type, DurableBehavior<M, S> behavior, ActorId self) {
        this.rehearsal = new Rehearsal<>(type, behavior, self);
        this.self = self;
    }

    /**
     * An actor with the key {@code test} and without a stored state.
     *
     * @throws IllegalArgumentException when the behavior could not be registered, with the reason
     */
    public static <M, S> BehaviorTestKit<M, S> of(ActorType<M> type, DurableBehavior<M, S> behavior) {
        return of(type, behavior, "test");
    }

    /** As {@link #of(ActorType, DurableBehavior)}, with another key. */
    public static <M, S> BehaviorTestKit<M, S> of(ActorType<M> type, DurableBehavior<M, S> behavior, String key) {
        return new BehaviorTestKit<>(type, behavior, new ActorId(type.name(), key));
    }

    /** The actor's state now. */
    public S state() {
        return rehearsal.state();
    }

    /** The time that handlers see; stands still until it is set or advanced. Begins at 2030-01-01T00:00:00Z. */
    public Instant now() {
        return now;
    }

    /** Sets the time, in whole milliseconds. */
    public void setNow(Instant time) {
        now = time;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** As {@link #deliver(Object, Arrival)}, from outside and for the first time. */
    public Handled<S> deliver(M message) {
        return deliver(message, Arrival.plain());
    }

    /**
     * Lets the behavior handle {@code message}. A message that fails leaves the state as it was, as it would in production, where it would be
     * tried again.
     *
     * @throws HandlingFailedException when the handler throws, or what it returned cannot be carried out; the cause is
     *     what the handler threw
     * @throws AssertionError when something does not survive serialization; shows before and after
     */
    public Handled<S> deliver(M message, Arrival arrival) {
        messages++;
        long time = now.toEpochMilli();
        Envelope envelope = new Envelope(
                new MessageId(PARTITION, 1, messages),
                self,
                rehearsal.write(message),
                arrival.provenance(),
                Terms.sentAt(time));
        Rehearsal.Outcome<S> outcome = rehearsal.handle(new Delivery(messages, envelope, arrival.attempt()), time);
        if (outcome.failure() != null) {
            throw new HandlingFailedException(
                    self + " failed to handle " + message + ": "
                            + outcome.failure().reason(),
                    outcome.thrown());
        }
        return new Handled<>(Objects.requireNonNull(outcome.effect()), rehearsal.state());
    }

    /**
     * Makes the behavior's call for {@code request} and waits for the answer, at most ten seconds. The answer is not delivered yet.
     *
     * @throws IllegalArgumentException when the behavior has no such call
     * @throws CompletionException when the call fails, which in production makes it again; with the reason as its cause
     */
    public M call(Object request) {
        calls++;
        return rehearsal
                .call(request, new CallContext(self, "call-" + calls, 1))
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
