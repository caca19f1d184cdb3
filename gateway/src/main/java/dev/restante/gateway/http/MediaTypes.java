package dev.restante.gateway.http;

import java.util.Arrays;
import java.util.List;

/** The kinds of bodies that are taken. */
final class MediaTypes {

    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final String CLOUD_EVENT = "application/cloudevents+json";
    static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

    private MediaTypes() {}

    /** Checks the body's kind; naming it is required, so that no web page can send here without the browser asking first. */
    static String require(Exchange exchange, String... taken) {
        List<String> kinds = Arrays.asList(taken);
        String given = exchange.mediaType();
        if (!kinds.contains(given)) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE
                    .because((given.isEmpty()
                                    ? "the request names no Content-Type"
                                    : "'" + given + "' is not taken here")
                            + "; send " + String.join(" or ", kinds))
                    .asException();
        }
        return given;
    }
}
