package dev.restante;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the actors of a type handle their messages. Immutable, and made once for all actors of the type: whatever differs between them is in
 * their state.
 *
 * <pre>{@code
 * DurableBehavior.of(Command.class, new Balance(0))
 *         .on(Deposit.class, Account::deposit)
 *         .on(Withdraw.class, Account::withdraw)
 *         .build();
 * }</pre>
 *
 * <p>On Java 21 and later, one handler with a pattern switch does the same, and the compiler checks that it is complete:
 *
 * <pre>{@code
 * DurableBehavior.of(Command.class, new Balance(0))
 *         .onMessage((balance, message, context) -> switch (message) {
 *             case Deposit deposit -> deposit(balance, deposit);
 *             case Withdraw withdraw -> withdraw(balance, withdraw);
 *         })
 *         .build();
 * }</pre>
 *
 * <p>A behavior either keeps its state, with {@link Effect#update}, or is event-sourced, with {@link BehaviorBuilder#events} and
 * {@link Effect#persist}. A state may take 8 MiB as JSON; a larger one fails the message that made it.
 *
 * <p>Messages, states, events, requests and replies are records. They are stored as JSON under a name, their simple class name unless
 * {@link MessageName} says otherwise; {@link SchemaVersion} is for changes of their fields. Components are plain values, enums,
 * {@code java.time}, {@code Optional}, lists, sets and maps, records, {@link ActorId}, {@link Json}, and sealed interfaces that say with
 * Jackson's {@code @JsonTypeInfo} and {@code @JsonSubTypes} how their records are told apart. What arrives from outside must have every
 * component but {@code Optional} and {@code @Nullable} ones, and no other fields.
 *
 * @param <M> the messages: a sealed interface of records, or one record
 * @param <S> the states: a sealed interface of records, or one record
 */
public final class DurableBehavior<M, S> {

    private final Class<M> messages;
    private final Set<Class<? extends M>> messageTypes;
    private final Class<S> states;
    private final Set<Class<? extends S>> stateTypes;
    private final Function<ActorId, S> initialState;
    private final Map<Class<?>, MessageHandler.WithContext<S, M>> handlers;
    private final @Nullable EventSourcing<S> eventSourcing;
    private final Map<Class<?>, OutsideCall<Object, M>> calls;
    private final Set<Class<?>> replies;
    private final Options options;

    DurableBehavior(BehaviorBuilder<M, S> builder, Map<Class<?>, MessageHandler.WithContext<S, M>> handlers) {
        messages = builder.messages;
        messageTypes = builder.messageTypes;
        states = builder.states;
        stateTypes = SealedFamily.membersOf(builder.states);
        initialState = builder.initialState;
        this.handlers = Map.copyOf(handlers);
        eventSourcing = builder.eventSourcing;
        calls = Map.copyOf(builder.calls);
        replies = Set.copyOf(builder.replies);
        options = builder.options;
    }

    /**
     * Begins a behavior whose actors all start with {@code initial} and whose states are all of its class.
     *
     * @throws IllegalArgumentException when {@code messages} is neither a sealed interface of records nor a record
     */
    @SuppressWarnings("unchecked")
    public static <M, S> BehaviorBuilder<M, S> of(Class<M> messages, S initial) {
        return new BehaviorBuilder<>(messages, (Class<S>) initial.getClass(), self -> initial);
    }

    /**
     * Begins a behavior whose states are the records of a sealed interface, or whose first state depends on who the actor is.
     *
     * @param initial the state of an actor without one; a pure function, called from any thread
     */
    public static <M, S> BehaviorBuilder<M, S> of(Class<M> messages, Class<S> states, Function<ActorId, S> initial) {
        return new BehaviorBuilder<>(messages, states, initial);
    }

    /**
     * Handles one message.
     *
     * @throws RuntimeException whatever the handler throws
     */
    public Effect<S> handle(S state, M message, MessageContext context) {
        MessageHandler.WithContext<S, M> handler = handlers.get(message.getClass());
        if (handler == null) {
            throw new IllegalArgumentException(
                    message.getClass().getName() + " is not a message of " + messages.getName());
        }
        return Objects.requireNonNull(
                handler.handle(state, message, context), "a handler must return an effect, not null");
    }

    /** The state after {@code event}. */
    public S apply(S state, Object event) {
        if (eventSourcing == null) {
            throw new IllegalStateException("this behavior keeps its state with update, not as events with persist");
        }
        return Objects.requireNonNull(
                eventSourcing.handler.apply(state, event), "an event handler must return a state, not null");
    }

    /** Starts the call for {@code request}, by its class. */
    public CompletionStage<? extends M> call(Object request, CallContext context) {
        OutsideCall<Object, M> call = calls.get(request.getClass());
        if (call == null) {
            throw new IllegalArgumentException(
                    "this behavior has no call for " + request.getClass().getName());
        }
        return Objects.requireNonNull(call.start(request, context), "a call must return a stage, not null");
    }

    public S initialState(ActorId self) {
        return Objects.requireNonNull(initialState.apply(self), "an initial state must not be null");
    }

    public Class<M> messages() {
        return messages;
    }

    /** The records among {@link #messages}. */
    public Set<Class<? extends M>> messageTypes() {
        return messageTypes;
    }

    public Class<S> states() {
        return states;
    }

    /** The records among {@link #states}. */
    public Set<Class<? extends S>> stateTypes() {
        return stateTypes;
    }

    public boolean eventSourced() {
        return eventSourcing != null;
    }

    /** The records among the events; empty where the behavior keeps its state. */
    public Set<Class<?>> eventTypes() {
        return eventSourcing == null ? Set.of() : eventSourcing.types;
    }

    /** The records that are requests of calls. */
    public Set<Class<?>> requestTypes() {
        return calls.keySet();
    }

    /** The replies and published events that were declared. */
    public Set<Class<?>> replyTypes() {
        return replies;
    }

    public RetryPolicy retry() {
        return options.retry();
    }

    public MailboxSettings mailbox() {
        return options.mailbox();
    }

    public Dispatch dispatch() {
        return options.dispatch();
    }

    /** After this time in one handler the actor is reported as stuck. */
    public Duration timeLimit() {
        return options.timeLimit();
    }

    record EventSourcing<S>(Set<Class<?>> types, BiFunction<S, Object, S> handler) {}

    record Options(RetryPolicy retry, MailboxSettings mailbox, Dispatch dispatch, Duration timeLimit) {

        /** Handlers are functions of microseconds to milliseconds: half a minute in one means that it hangs. */
        static final Options DEFAULTS = new Options(
                RetryPolicy.defaults(), MailboxSettings.defaults(), Dispatch.OWN_ACTOR, Duration.ofSeconds(30));
    }
}
