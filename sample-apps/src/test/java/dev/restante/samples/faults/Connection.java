package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One client's connection to a node, and to the next one when that fails it. Used by one thread. */
final class Connection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAVAILABLE = 503;
    private static final Duration OUTCOME = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Entrance entrance;
    private final Duration patience;
    private int turn;

    /** @param patience how long a request may take before it is given up */
    Connection(Entrance entrance, Duration patience) {
        this(entrance, patience, 0);
    }

    /** @param turn which of several nodes to begin with */
    Connection(Entrance entrance, Duration patience, int turn) {
        this.entrance = entrance;
        this.patience = patience;
        this.turn = turn;
    }

    /**
     * Sends lines to {@code POST /messages}; an answer for each.
     *
     * @throws IOException when not every answer came: what is stored is unknown then
     */
    List<JsonNode> send(List<String> lines) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve("/messages"))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(String.join("\n", lines)))
                .build();
        HttpResponse<String> response = exchange(request, patience);
        List<JsonNode> answers = new ArrayList<>(lines.size());
        for (String line : response.body().lines().toList()) {
            answers.add(JSON.readTree(line));
        }
        if (response.statusCode() != 200 || answers.size() != lines.size()) {
            throw new IOException("status " + response.statusCode() + " with " + answers.size() + " answers to "
                    + lines.size() + " lines");
        }
        return answers;
    }

    /** Asks, and asks again for a while when a partition is away. */
    JsonNode get(String path) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + OUTCOME.toNanos();
        HttpResponse<String> answer = getOnce(path);
        while (answer.statusCode() == UNAVAILABLE && System.nanoTime() < deadline) {
            answer = getOnce(path);
        }
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> getOnce(String path) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(address().resolve(path)).build(), OUTCOME);
    }

    /** Sends one message and waits for its outcome. */
    JsonNode ask(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=20")
                .POST(BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(exchange(request, OUTCOME).body());
    }

    /** Sends a message under a key; whether it has its receipt. */
    boolean post(String path, String key, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build();
        return exchange(request, patience).statusCode() == 202;
    }

    /** Does something to an actor; fails unless it is done. */
    void operate(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .method(method, BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = exchange(request, OUTCOME);
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
    }

    /** The client's own time-out ends with the head of the response; this one includes its body. */
    private HttpResponse<String> exchange(HttpRequest request, Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request, BodyHandlers.ofString());
        try {
            return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            turn++;
            throw new HttpTimeoutException(request + " took longer than " + limit);
        } catch (ExecutionException e) {
            turn++;
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    private URI address() {
        return entrance.address(turn);
    }
}
