package dev.restante;

import java.util.Objects;

/**
 * What a call to the outside world may know beside its request.
 *
 * @param self the actor on whose behalf the call is made
 * @param id names the call, the same at every attempt: hand it to the outside service as its idempotency key, since a call whose answer
 *     was lost is made again
 * @param attempt 1 for the first time
 */
public record CallContext(ActorId self, String id, int attempt) {

    public CallContext {
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(id, "id");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1, not from " + attempt);
        }
    }
}
