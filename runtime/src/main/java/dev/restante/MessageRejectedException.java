package dev.restante;

/** The behavior refused the message of an {@code ask}, for a reason of the business. */
public final class MessageRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public MessageRejectedException(ActorId actor, MessageId id, String reason) {
        super(actor + " rejected message " + id + ": " + reason);
        this.reason = reason;
    }

    /** As the behavior gave it. */
    public String reason() {
        return reason;
    }
}
