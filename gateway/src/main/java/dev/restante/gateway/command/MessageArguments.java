package dev.restante.gateway.command;

import dev.restante.gateway.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A message on the command line. */
final class MessageArguments {

    @Parameters(index = "0", paramLabel = "TYPE/KEY", description = "The actor, as in account/alice.")
    String actor = "";

    @Parameters(index = "1", paramLabel = "MESSAGE", description = "Name of the message, as in Deposit.")
    String message = "";

    @Parameters(
            index = "2",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "The body; '-' reads it from standard input. Default: {}.")
    String body = "{}";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Your own key: a repeat with the same key is recognised and changes nothing.")
    @Nullable String key;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "Carried along. Default: the message's id.")
    @Nullable String correlationId;

    @Option(names = "--ttl", paramLabel = "DURATION", description = "Expired if not begun by then, as in PT1H.")
    @Nullable String timeToLive;

    /** Sends, waiting for the outcome if {@code waitSeconds} is not 0. */
    NodeClient.Answer send(NodeClient client, List<String> moreQuery, int waitSeconds) {
        Map<String, String> headers = new TreeMap<>();
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        if (correlationId != null) {
            headers.put("X-Correlation-Id", correlationId);
        }
        if (waitSeconds > 0) {
            headers.put("Prefer", "wait=" + waitSeconds);
        }
        List<String> query = new ArrayList<>(moreQuery);
        if (timeToLive != null) {
            query.add("ttl=" + ClientOptions.encode(timeToLive));
        }
        String path = ClientOptions.actorPath(actor) + "/" + ClientOptions.encode(message);
        try {
            return client.post(query.isEmpty() ? path : path + "?" + String.join("&", query), body(), headers);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "a header cannot carry this: " + e.getMessage());
        }
    }

    private String body() {
        return body.equals("-") ? standardInput() : body;
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NEGATIVE, "cannot read standard input: " + e.getMessage());
        }
    }
}
