package dev.restante.samples.recorder;

import dev.restante.MessageName;

/** What a recorder takes. */
public sealed interface RecorderMessage {

    /**
     * The sender's message number {@code n}. Not answered. Rejected when {@code n} is less than 1, and where the recorder would have to
     * remember too much.
     *
     * @param sender 1 to 255 characters
     * @param n counts up from 1
     */
    @MessageName("Record")
    record Numbered(String sender, long n) implements RecorderMessage {}

    /** Asks for {@link Summary}. */
    record Report() implements RecorderMessage {}
}
