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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One client's connection to the node. Used by one thread. */
final class Connection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KilledNode node;

    Connection(KilledNode node) {
        this.node = node;
    }

    /** Sends {@code lines} again and again until each has its receipt; the receipts. */
    List<JsonNode> sendUntilAccepted(List<String> lines) throws InterruptedException {
        while (true) {
            try {
                List<JsonNode> answers = send(lines);
                if (answers.size() == lines.size() && answers.stream().allMatch(each -> each.has("id"))) {
                    return answers;
                }
            } catch (IOException e) {
                // Killed before it had answered: what was stored is unknown, which is what the keys are for.
            }
        }
    }

    private List<JsonNode> send(List<String> lines) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve("/messages"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(String.join("\n", lines)))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        List<JsonNode> answers = new ArrayList<>();
        for (String line : response.body().lines().toList()) {
            answers.add(JSON.readTree(line));
        }
        return answers;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .timeout(PATIENCE)
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    /** Sends one message and waits for its outcome. */
    JsonNode ask(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=20")
                .POST(BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    private URI address() {
        return node.address().join();
    }
}
