package dev.restante.samples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restante.ActorId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The part of a node's HTTP interface that the demo uses. Thread-safe. */
final class NodeApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT_TIME = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIME = Duration.ofSeconds(15);

    /** How often something is asked for that nobody answers for at the moment. */
    private static final int TRIES = 10;

    private static final Executor PAUSE = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    /** A payment may be sent again under its key: the node makes it once. */
    private static final String CLIENT_KEY = "pay";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIME)
            .build();

    /**
     * Sends payments in one request and returns the answers, a receipt or a problem for each.
     *
     * @throws IOException when not every answer came: what is stored is unknown then
     */
    List<JsonNode> pay(URI node, List<PaymentOrder> orders) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder(orders.size() * 160);
        for (PaymentOrder order : orders) {
            lines.append(line(order)).append('\n');
        }
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/messages"))
                .timeout(ANSWER_TIME)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines.toString()))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("POST /messages was answered with status " + response.statusCode());
        }
        List<JsonNode> answers = new ArrayList<>(orders.size());
        for (String answer : response.body().lines().toList()) {
            answers.add(JSON.readTree(answer));
        }
        if (answers.size() != orders.size()) {
            throw new IOException(answers.size() + " answers came to " + orders.size() + " payments");
        }
        return answers;
    }

    /** The committed state of an actor; a missing node when it has none. */
    CompletableFuture<JsonNode> state(URI node, ActorId actor) {
        String path = "/actors/" + actor.type() + "/" + encode(actor.key());
        return get(node, path).thenApply(answer -> answer.path("state"));
    }

    /** The node's count of its messages. */
    CompletableFuture<JsonNode> audit(URI node) {
        return get(node, "/audit");
    }

    private CompletableFuture<JsonNode> get(URI node, String path) {
        return get(node, path, TRIES);
    }

    private CompletableFuture<JsonNode> get(URI node, String path, int tries) {
        HttpRequest request =
                HttpRequest.newBuilder(node.resolve(path)).timeout(ANSWER_TIME).build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenCompose(response -> {
            if (response.statusCode() == 503 && tries > 1) {
                // The partition is on its way to another node.
                return CompletableFuture.supplyAsync(() -> path, PAUSE).thenCompose(same -> get(node, same, tries - 1));
            }
            if (response.statusCode() != 200) {
                return CompletableFuture.failedFuture(new IOException(
                        "GET " + path + " was answered with status " + response.statusCode() + ": " + response.body()));
            }
            return CompletableFuture.completedFuture(parse(response.body()));
        });
    }

    private static String line(PaymentOrder order) {
        ObjectNode line = JSON.createObjectNode();
        line.put("to", order.actor().toString()).put("message", "Pay").put("key", CLIENT_KEY);
        line.putObject("body")
                .put("merchant", order.pay().merchant())
                .put("cents", order.pay().cents())
                .put("currency", order.pay().currency());
        return line.toString();
    }

    private static String encode(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new CompletionException(new IOException("the node's answer is not JSON: " + json, e));
        }
    }
}
