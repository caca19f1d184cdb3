package dev.restante.behavior;

import dev.restante.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The message that brings an event to its topic: {@code {"event":"PaymentCompleted","version":1,"body":{…}}}. */
final class PublishedEvent {

    static final String NAME = "Publish";
    private static final int VERSION = 1;

    private PublishedEvent() {}

    static Payload wrap(Payload event) {
        // Names need no escapes: they are letters, digits, dots, hyphens and underscores.
        String head = "{\"event\":\"" + event.name() + "\",\"version\":" + event.version() + ",\"body\":";
        ByteArrayOutputStream json = new ByteArrayOutputStream(head.length() + event.size() + 1);
        json.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        json.writeBytes(event.bytes());
        json.write('}');
        return new Payload(NAME, VERSION, json.toByteArray());
    }
}
