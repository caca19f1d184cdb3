package dev.restante;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link DurableBehavior} together: either a handler for each message with {@code on}, or one for all with {@code onMessage}. Not
 * thread-safe.
 *
 * @param <M> the messages
 * @param <S> the states
 */
public final class BehaviorBuilder<M, S> {

    final Class<M> messages;
    final Set<Class<? extends M>> messageTypes;
    final Class<S> states;
    final Function<ActorId, S> initialState;
    final Map<Class<?>, OutsideCall<Object, M>> calls = new HashMap<>();
    final Set<Class<?>> replies = new HashSet<>();
    DurableBehavior.@Nullable EventSourcing<S> eventSourcing;
    DurableBehavior.Options options = DurableBehavior.Options.DEFAULTS;

    private final Map<Class<?>, MessageHandler.WithContext<S, M>> table = new LinkedHashMap<>();
    private MessageHandler.@Nullable WithContext<S, M> forAll;

    BehaviorBuilder(Class<M> messages, Class<S> states, Function<ActorId, S> initialState) {
        this.messages = messages;
        this.messageTypes = SealedFamily.membersOf(messages);
        this.states = states;
        this.initialState = initialState;
    }

    /** Handles the messages of {@code type}, which is a record or a sealed part of the messages; the nearest handler counts. */
    public <T extends M> BehaviorBuilder<M, S> on(Class<T> type, MessageHandler<S, T> handler) {
        Objects.requireNonNull(handler, "handler");
        return on(type, (state, message, context) -> handler.handle(state, message));
    }

    /** As {@link #on(Class, MessageHandler)}, for a handler that needs to know more than the message. */
    public <T extends M> BehaviorBuilder<M, S> on(Class<T> type, MessageHandler.WithContext<S, T> handler) {
        Objects.requireNonNull(handler, "handler");
        if (forAll != null) {
            throw mixed();
        }
        if (table.putIfAbsent(type, casting(type, handler)) != null) {
            throw new IllegalStateException("there are two handlers for " + type.getName());
        }
        return this;
    }

    /** Handles all messages in one place, as with a pattern switch on Java 21 and later, which the compiler checks to be complete. */
    public BehaviorBuilder<M, S> onMessage(MessageHandler.WithContext<S, M> handler) {
        if (forAll != null || !table.isEmpty()) {
            throw mixed();
        }
        forAll = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /**
     * Makes the behavior event-sourced: handlers return {@code Effect.persist}, and the state is what {@code handler} makes of the events,
     * in their order, starting from the initial state.
     *
     * @param family the events: a sealed interface of records, or one record
     * @param handler a pure function, called again for stored events when the actor is activated
     */
    public <E> BehaviorBuilder<M, S> events(Class<E> family, BiFunction<S, E, S> handler) {
        Objects.requireNonNull(handler, "handler");
        Set<Class<?>> types = Collections.unmodifiableSet(new HashSet<>(SealedFamily.membersOf(family)));
        eventSourcing =
                new DurableBehavior.EventSourcing<>(types, (state, event) -> handler.apply(state, family.cast(event)));
        return this;
    }

    /** Makes {@code call} for the requests of this class that handlers put into {@code thenCall}. */
    public <Q> BehaviorBuilder<M, S> call(Class<Q> request, OutsideCall<Q, M> call) {
        Objects.requireNonNull(call, "call");
        if (!request.isRecord()) {
            throw new IllegalArgumentException("the request " + request.getName() + " must be a record");
        }
        if (calls.putIfAbsent(request, (given, context) -> call.start(request.cast(given), context)) != null) {
            throw new IllegalStateException("there are two calls for " + request.getName());
        }
        return this;
    }

    /**
     * Declares records that handlers reply or publish, so that one that cannot be serialized fails when the behavior is registered instead of
     * when it is first used.
     */
    public BehaviorBuilder<M, S> replies(Class<?>... types) {
        replies.addAll(List.of(types));
        return this;
    }

    /** What to do with a message whose handler threw; {@link RetryPolicy#defaults} unless set. */
    public BehaviorBuilder<M, S> retry(RetryPolicy policy) {
        options = new DurableBehavior.Options(policy, options.mailbox(), options.dispatch(), options.timeLimit());
        return this;
    }

    /** How much the mailbox of each actor holds; {@link MailboxSettings#defaults} unless set. */
    public BehaviorBuilder<M, S> mailbox(MailboxSettings settings) {
        options = new DurableBehavior.Options(options.retry(), settings, options.dispatch(), options.timeLimit());
        return this;
    }

    /** Handlers run on their partition's thread: see {@link Dispatch#INLINE}. */
    public BehaviorBuilder<M, S> inline() {
        return dispatch(Dispatch.INLINE);
    }

    /** Handlers may block: see {@link Dispatch#BLOCKING}. */
    public BehaviorBuilder<M, S> blocking() {
        return dispatch(Dispatch.BLOCKING);
    }

    /**
     * How long one handler may take before its actor is reported as stuck; 30 seconds unless set. It is not interrupted.
     *
     * @param limit more than zero, at most one day
     */
    public BehaviorBuilder<M, S> timeLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero() || limit.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("a time limit must be more than zero, at most one day, not " + limit);
        }
        options = new DurableBehavior.Options(options.retry(), options.mailbox(), options.dispatch(), limit);
        return this;
    }

    /**
     * The behavior.
     *
     * @throws IllegalStateException when a message has no handler; names it
     */
    public DurableBehavior<M, S> build() {
        Map<Class<?>, MessageHandler.WithContext<S, M>> handlers = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (Class<? extends M> type : messageTypes) {
            MessageHandler.WithContext<S, M> handler = forAll != null ? forAll : handlerOf(type);
            if (handler == null) {
                missing.add(type.getSimpleName());
            } else {
                handlers.put(type, handler);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the behavior of " + messages.getName() + " has no handler for "
                    + String.join(", ", missing) + "; add .on(" + missing.get(0) + ".class, …)");
        }
        return new DurableBehavior<>(this, handlers);
    }

    /** That of the record itself, else of the sealed interface next above it. */
    private MessageHandler.@Nullable WithContext<S, M> handlerOf(Class<? extends M> type) {
        Class<?> nearest = null;
        for (Class<?> candidate : table.keySet()) {
            if (candidate.isAssignableFrom(type) && (nearest == null || nearest.isAssignableFrom(candidate))) {
                nearest = candidate;
            }
        }
        return nearest == null ? null : table.get(nearest);
    }

    private BehaviorBuilder<M, S> dispatch(Dispatch dispatch) {
        if (options.dispatch() != Dispatch.OWN_ACTOR) {
            throw new IllegalStateException("a behavior is inline or blocking, not both");
        }
        options = new DurableBehavior.Options(options.retry(), options.mailbox(), dispatch, options.timeLimit());
        return this;
    }

    private static <M, S, T extends M> MessageHandler.WithContext<S, M> casting(
            Class<T> type, MessageHandler.WithContext<S, T> handler) {
        return (state, message, context) -> handler.handle(state, type.cast(message), context);
    }

    private static IllegalStateException mixed() {
        return new IllegalStateException("a behavior has either a table of handlers or one onMessage");
    }
}
