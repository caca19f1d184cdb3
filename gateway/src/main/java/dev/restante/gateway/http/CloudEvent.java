package dev.restante.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CloudEvent as far as a mailbox needs it.
 *
 * @param data a JSON text
 */
record CloudEvent(Attributes attributes, byte[] data) {

    /** The context attributes that are read; others are taken and dropped. */
    record Attributes(String id, String source, String type, Map<String, String> traceContext) {}

    private static final int MAX_BATCH = 1_000;

    /** Source and id together name an event; a source is a URI reference and so has no blank in it. */
    String key() {
        String key = attributes.source() + " " + attributes.id();
        return ClientKeys.check(key, "the event's source and id together");
    }

    static Attributes binaryAttributes(Exchange exchange) {
        requireVersion(required(exchange, "ce-specversion"));
        return new Attributes(
                required(exchange, "ce-id"),
                source(required(exchange, "ce-source")),
                required(exchange, "ce-type"),
                SendTerms.traceContext(exchange));
    }

    private static String required(Exchange exchange, String header) {
        String value = exchange.header(header)
                .orElseThrow(() -> malformed("header '" + header + "' is missing; a CloudEvent in binary mode needs it,"
                        + " and POST /actors/{type}/{key} takes nothing but CloudEvents"));
        // The HTTP binding percent-encodes what is outside of printable ASCII.
        return PercentCoding.decode(value, "header '" + header + "'");
    }

    static CloudEvent structured(byte[] body) {
        return fromJson(JsonInput.tree(body), "the event");
    }

    static List<CloudEvent> batch(byte[] body) {
        JsonNode array = JsonInput.tree(body);
        if (!array.isArray()) {
            throw malformed("a batch of CloudEvents is a JSON array");
        }
        if (array.size() > MAX_BATCH) {
            throw malformed("a batch has " + array.size() + " events; at most " + MAX_BATCH + " are taken");
        }
        List<CloudEvent> events = new ArrayList<>();
        for (JsonNode event : array) {
            events.add(fromJson(event, "event " + events.size() + " of the batch"));
        }
        return events;
    }

    private static CloudEvent fromJson(JsonNode event, String where) {
        if (!event.isObject()) {
            throw malformed(where + " is not a JSON object");
        }
        requireVersion(text(event, "specversion", where));
        Attributes attributes = new Attributes(
                text(event, "id", where),
                source(text(event, "source", where)),
                text(event, "type", where),
                traceContext(event));
        return new CloudEvent(attributes, data(event, where));
    }

    private static Map<String, String> traceContext(JsonNode event) {
        JsonNode parent = event.path("traceparent");
        return parent.isTextual()
                ? SendTerms.traceContext(
                        List.of(parent.textValue()),
                        List.of(event.path("tracestate").asText("")))
                : Map.of();
    }

    private static byte[] data(JsonNode event, String where) {
        boolean json = Optional.ofNullable(event.get("datacontenttype"))
                .map(type -> type.asText("").startsWith(MediaTypes.JSON))
                .orElse(true);
        if (!json) {
            throw malformed(where + " has data that is not " + MediaTypes.JSON);
        }
        JsonNode encoded = event.get("data_base64");
        if (encoded != null) {
            return decodeBase64(encoded, where);
        }
        JsonNode data = event.get("data");
        if (data == null) {
            throw malformed(where + " has no 'data'");
        }
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decodeBase64(JsonNode encoded, String where) {
        try {
            return Base64.getDecoder().decode(encoded.asText(""));
        } catch (IllegalArgumentException e) {
            throw malformed(where + " has a 'data_base64' that is not Base64");
        }
    }

    private static String text(JsonNode event, String name, String where) {
        JsonNode value = event.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw malformed(where + " has no '" + name + "', or one that is not a text");
        }
        return value.textValue();
    }

    private static String source(String source) {
        if (source.indexOf(' ') >= 0) {
            throw malformed("a CloudEvent's source is a URI reference and has no blanks: '" + source + "'");
        }
        return source;
    }

    private static void requireVersion(String version) {
        if (!version.equals("1.0")) {
            throw malformed("CloudEvents " + version + " is not taken, only 1.0");
        }
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED.because(detail).asException();
    }
}
