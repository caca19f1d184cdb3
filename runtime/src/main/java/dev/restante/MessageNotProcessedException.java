package dev.restante;

import java.util.Locale;

/** The message of an {@code ask} came to an end without being handled: it is dead, expired, cancelled or purged. */
public final class MessageNotProcessedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final MessageState state;

    public MessageNotProcessedException(MessageStatus status) {
        super("message " + status.id() + " to " + status.actor() + " is "
                + status.state().name().toLowerCase(Locale.ROOT)
                + status.reason().map(reason -> ": " + reason).orElse(""));
        this.state = status.state();
    }

    /** What became of the message. */
    public MessageState state() {
        return state;
    }
}
