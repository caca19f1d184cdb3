package dev.restante.gateway.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.restante.gateway.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Requests to one node, whose failures are sentences for the user. */
final class NodeClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);
    /** Longer than the longest wait that the interface allows. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(75);

    /** An answer that is not a problem. */
    record Answer(int status, String text, JsonNode json) {}

    private final URI node;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIME)
            .build();

    NodeClient(URI node) {
        this.node = node;
    }

    Answer get(String path) {
        return exchange(request(path).GET());
    }

    Answer delete(String path) {
        return exchange(request(path).DELETE());
    }

    Answer put(String path) {
        return exchange(request(path).PUT(BodyPublishers.noBody()));
    }

    Answer post(String path) {
        return exchange(request(path).POST(BodyPublishers.noBody()));
    }

    Answer post(String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return exchange(request.POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        String base = node.toString();
        String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        try {
            return HttpRequest.newBuilder(URI.create(root + path)).timeout(ANSWER_TIME);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "'" + base + "' is not a node's address; expected http://HOST:PORT");
        }
    }

    private Answer exchange(HttpRequest.Builder request) {
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "no node answers at " + node + "; start one with 'restante node --app NAME',"
                            + " or name another with --node or RESTANTE_NODE");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNREACHABLE, "interrupted while waiting for " + node);
        }
        JsonNode json = parse(response);
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), json);
        }
        return new Answer(response.statusCode(), response.body(), json);
    }

    private JsonNode parse(HttpResponse<String> response) {
        if (response.body().isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE, "what answers at " + node + " is not a Restante node; check --node");
        }
    }

    private static CommandFailure refused(int status, JsonNode problem) {
        StringBuilder sentence = new StringBuilder(problem.path("title").asText("refused"))
                .append(": ")
                .append(problem.path("detail").asText("status " + status));
        appendNames(sentence, problem.path("types"), "types");
        appendNames(sentence, problem.path("messages"), "messages");
        if (problem.hasNonNull("field") && !problem.path("field").asText().isEmpty()) {
            sentence.append(" (field ").append(problem.path("field").asText()).append(')');
        }
        if (problem.has("retryAfter")) {
            sentence.append("; try again in ")
                    .append(problem.path("retryAfter").asText())
                    .append(" s");
        }
        return new CommandFailure(status == 503 ? ExitCode.UNREACHABLE : ExitCode.NEGATIVE, sentence.toString());
    }

    private static void appendNames(StringBuilder sentence, JsonNode names, String what) {
        if (names.isArray() && !names.isEmpty()) {
            sentence.append("; there are the ").append(what);
            String separator = " ";
            for (JsonNode name : names) {
                sentence.append(separator).append(name.asText());
                separator = ", ";
            }
        }
    }
}
