package dev.restante.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RequestEntity;

/** One request as its handler sees it. */
final class Exchange {

    private final HttpRequest request;
    private final Map<String, String> variables;
    private final Map<String, String> query;
    private final BodyReader bodies;
    private boolean bodyTaken;

    Exchange(HttpRequest request, Map<String, String> variables, Map<String, String> query, BodyReader bodies) {
        this.request = request;
        this.variables = variables;
        this.query = query;
        this.bodies = bodies;
    }

    /** A variable of the route's pattern, decoded. */
    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no variable " + name);
        }
        return value;
    }

    /** Refuses query parameters that the route does not take. */
    void requireQuery(Set<String> known) {
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw ProblemType.MALFORMED
                        .because("query parameter '" + name + "' is not taken here"
                                + (known.isEmpty() ? "" : "; known are " + new TreeSet<>(known)))
                        .asException();
            }
        }
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A number in the query, from 1 to {@code max}. */
    int queryLimit(int preset, int max) {
        return query("limit").map(text -> parseLimit(text, max)).orElse(preset);
    }

    private static int parseLimit(String text, int max) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= max) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Falls through: told the same way as a number out of range.
        }
        throw ProblemType.MALFORMED
                .because("query parameter 'limit' is '" + text + "'; expected a number from 1 to " + max)
                .asException();
    }

    /** The value of a header that may be given once. */
    Optional<String> header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw ProblemType.MALFORMED
                    .because("header '" + name + "' is given " + values.size() + " times")
                    .asException();
        }
        return values.stream().findFirst();
    }

    List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (HttpHeader header : request.getHeaders()) {
            if (header.name().equalsIgnoreCase(name)) {
                values.add(header.value());
            }
        }
        return values;
    }

    /** The media type in lower case and without parameters; empty when there is none. */
    String mediaType() {
        RequestEntity entity = request.entity();
        String type = entity.getContentType().mediaType().toString();
        return type.equals("none/none") ? "" : type.toLowerCase(Locale.ROOT);
    }

    boolean hasBody() {
        return !request.entity().isKnownEmpty();
    }

    /** Reads the whole body, up to the payload limit. */
    CompletionStage<byte[]> body() {
        bodyTaken = true;
        return bodies.read(request);
    }

    /** The body, for a handler that reads it as it arrives. */
    RequestEntity takeBody() {
        bodyTaken = true;
        return request.entity();
    }

    /** Reads and forgets a body that no handler took, so that the connection can go on. */
    CompletionStage<Void> skipBody() {
        return bodyTaken ? CompletableFuture.completedFuture(null) : bodies.skip(request);
    }
}
