package dev.restante.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawRequestURI;

/** Finds the handler of a request and turns every failure into a problem. */
final class Router {

    private static final String NO_ROUTE = "none";

    private final List<Route> routes;
    private final BodyReader bodies;
    private final Failures failures;
    private final RequestMetrics metrics;

    Router(List<Route> routes, BodyReader bodies, Failures failures, RequestMetrics metrics) {
        this.routes = List.copyOf(routes);
        this.bodies = bodies;
        this.failures = failures;
        this.metrics = metrics;
    }

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        RequestMetrics.Timing timing = metrics.begin(request.method().name());
        try {
            return answer(request, timing);
        } catch (RuntimeException e) {
            HttpResponse problem = fail(request, e, NO_ROUTE, timing);
            return bodies.skip(request).thenApply(skipped -> problem);
        }
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, RequestMetrics.Timing timing) {
        Target target = Target.parse(rawUri(request));
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(target.segments());
            if (variables.isEmpty()) {
                continue;
            }
            if (route.method().equals(request.method().name())) {
                Exchange exchange = new Exchange(request, variables.get(), target.query(), bodies);
                return run(route, exchange, request, timing);
            }
            allowed.add(route.method());
        }
        throw allowed.isEmpty() ? nothingHere() : methodNotAllowed(request, allowed);
    }

    /** Before Pekko has collapsed dots and decoded slashes in it. */
    private static String rawUri(HttpRequest request) {
        return request.getHeader(RawRequestURI.class)
                .map(RawRequestURI::uri)
                .orElseGet(() -> request.getUri().toString());
    }

    private CompletionStage<HttpResponse> run(
            Route route, Exchange exchange, HttpRequest request, RequestMetrics.Timing timing) {
        CompletionStage<HttpResponse> answer = handled(route, exchange).handle((response, failure) -> {
            if (failure != null) {
                return fail(request, failure, route.pattern(), timing);
            }
            timing.end(route.pattern(), response.status().intValue());
            return response;
        });
        return answer.thenCompose(response -> exchange.skipBody().thenApply(skipped -> response));
    }

    private static CompletionStage<HttpResponse> handled(Route route, Exchange exchange) {
        try {
            exchange.requireQuery(route.query());
            return route.handler().handle(exchange);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private HttpResponse fail(HttpRequest request, Throwable failure, String pattern, RequestMetrics.Timing timing) {
        String what = request.method().name() + " " + pattern;
        Problem problem = failures.problemOf(failure, what);
        timing.end(pattern, problem.status());
        return Replies.problem(problem);
    }

    private static ProblemException nothingHere() {
        return ProblemType.NOT_FOUND
                .because("this path is not part of the interface")
                .asException();
    }

    private static ProblemException methodNotAllowed(HttpRequest request, Set<String> allowed) {
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        String list = String.join(", ", allowed);
        return ProblemType.METHOD_NOT_ALLOWED
                .because(request.method().name() + " is not taken here; try " + list)
                .withHeader("Allow", list)
                .asException();
    }
}
