package dev.restante.gateway.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * A method and a path pattern such as {@code /actors/{type}/{key}}, and who handles it.
 *
 * @param query the query parameters it takes; others are refused, as a mistyped {@code delay} must not send at once
 */
record Route(String method, String pattern, List<String> segments, Set<String> query, Handler handler) {

    /** Answers a request. A failure, thrown or in the stage, becomes a problem. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<HttpResponse> handle(Exchange exchange);
    }

    static Route of(String method, String pattern, Handler handler, String... query) {
        return new Route(method, pattern, List.of(pattern.substring(1).split("/", -1)), Set.of(query), handler);
    }

    /** The values of the pattern's variables, if the path fits. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String expected = segments.get(i);
            if (expected.startsWith("{")) {
                variables.put(expected.substring(1, expected.length() - 1), path.get(i));
            } else if (!expected.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
