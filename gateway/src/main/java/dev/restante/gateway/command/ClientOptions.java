package dev.restante.gateway.command;

import dev.restante.ActorId;
import dev.restante.gateway.ExitCode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** What all clients have in common: which node, and how to print. */
final class ClientOptions {

    @Option(
            names = "--node",
            paramLabel = "URL",
            defaultValue = "${env:RESTANTE_NODE:-http://127.0.0.1:7070}",
            description = "The node to talk to. Default: $RESTANTE_NODE, else http://127.0.0.1:7070.")
    URI node = URI.create("http://127.0.0.1:7070");

    @Option(names = "--json", description = "Print the node's answer as it is.")
    boolean json;

    NodeClient client() {
        return new NodeClient(node);
    }

    /** The path of an actor that the user wrote as {@code type/key}. */
    static String actorPath(String actor) {
        try {
            ActorId id = ActorId.parse(actor);
            return "/actors/" + encode(id.type()) + "/" + encode(id.key());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    /** For a path or a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
