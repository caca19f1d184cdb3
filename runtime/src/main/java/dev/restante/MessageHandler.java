package dev.restante;

/**
 * Handles one kind of message. A pure function: it may be called again for the same message, and what it does beside returning is lost or
 * doubled by a crash. What it throws is a failed attempt.
 *
 * @param <S> the states
 * @param <T> the message
 */
@FunctionalInterface
public interface MessageHandler<S, T> {

    Effect<S> handle(S state, T message);

    /**
     * As {@link MessageHandler}, for those that need to know more than the message.
     *
     * @param <S> the states
     * @param <T> the message
     */
    @FunctionalInterface
    interface WithContext<S, T> {

        Effect<S> handle(S state, T message, MessageContext context);
    }
}
