package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from.
 *
 * @param sender the actor that sent it; null for what a courier carries
 * @param causedBy the message whose handling sent it
 * @param correlationId null stands for the message's own id
 * @param headers carried along unread, such as the trace context
 */
public record Provenance(
        @Nullable ActorId sender,
        @Nullable MessageId causedBy,
        @Nullable String correlationId,
        Map<String, String> headers) {

    public static final Provenance NONE = new Provenance(null, null, null, Map.of());

    public Provenance {
        headers = Map.copyOf(headers);
    }

    /** How long all of it is that others choose the length of. */
    int size() {
        int size = (sender == null ? 0 : sender.key().length()) + (correlationId == null ? 0 : correlationId.length());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size;
    }
}
