package dev.restante.behavior;

import dev.restante.MessageNotProcessedException;
import dev.restante.MessageRejectedException;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Payload;
import dev.restante.TypeCatalog;

/** Reads what came of the message of an ask. */
public final class Replies {

    private Replies() {}

    /**
     * The reply in {@code status}.
     *
     * @throws MessageRejectedException when the behavior rejected the message
     * @throws MessageNotProcessedException when it came to an end without being handled
     * @throws IllegalStateException when it was processed without a reply
     * @throws IllegalArgumentException when the reply is not an {@code as}
     */
    public static <R> R read(TypeCatalog types, MessageStatus status, Class<R> as) {
        if (status.state() == MessageState.REJECTED) {
            throw new MessageRejectedException(
                    status.actor(), status.id(), status.reason().orElse(""));
        }
        if (status.state() != MessageState.PROCESSED) {
            throw new MessageNotProcessedException(status);
        }
        Payload answer = status.reply()
                .orElseThrow(() -> new IllegalStateException(
                        status.actor() + " processed message " + status.id() + " without a reply"));
        return types.readReply(answer, as);
    }
}
