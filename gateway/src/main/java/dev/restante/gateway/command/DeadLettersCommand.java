package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.gateway.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restante dead-letters}: lists by itself, and has commands for one letter or many. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "List, show, redrive and discard messages that were given up. Without a command: list.")
public final class DeadLettersCommand implements Callable<Integer> {

    @Spec
    @Nullable CommandSpec spec;

    @Mixin
    final ClientOptions options = new ClientOptions();

    @Mixin
    final Selection selection = new Selection();

    @Option(names = "--after", paramLabel = "ID", description = "Go on after this dead letter.")
    @Nullable String after;

    @Override
    public Integer call() {
        List<String> query = selection.query();
        if (after != null) {
            query.add("after=" + ClientOptions.encode(after));
        }
        NodeClient.Answer answer = options.client().get("/dead-letters?" + String.join("&", query));
        PrintWriter out = Output.of(spec);
        if (options.json) {
            out.println(answer.text());
        } else {
            print(out, answer.json());
        }
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, JsonNode answer) {
        if (answer.path("deadLetters").isEmpty()) {
            out.println("no dead letters");
        }
        for (JsonNode letter : answer.path("deadLetters")) {
            out.println(
                    letter.path("id").asText() + "  " + letter.path("diedAt").asText() + "  "
                            + letter.path("actor").asText() + "  "
                            + letter.path("message").asText() + "  "
                            + Output.clean(letter.path("reason").asText()));
        }
        if (answer.has("next")) {
            out.println("more with --after " + answer.path("next").asText());
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show a dead letter with its body and stack.")
    int show(
            @Mixin ClientOptions clientOptions,
            @Parameters(paramLabel = "ID", description = "The message's id.") String id) {
        NodeClient.Answer answer = clientOptions.client().get("/dead-letters/" + ClientOptions.encode(id));
        PrintWriter out = Output.of(spec);
        if (clientOptions.json) {
            out.println(answer.text());
        } else {
            Output.fields(out, answer.json());
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "redrive",
            mixinStandardHelpOptions = true,
            description = {
                "Put a dead letter back at the end of its mailbox, with another body if one is given.",
                "Without an id: all that --type or --actor selects, in order, up to --limit."
            })
    int redrive(
            @Mixin ClientOptions clientOptions,
            @Mixin Selection chosen,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "The message's id.") @Nullable String id,
            @Option(names = "--body", paramLabel = "JSON", description = "A corrected body.") @Nullable String body) {
        if (id == null && body != null) {
            throw new CommandFailure(ExitCode.USAGE, "--body corrects one dead letter: give its id");
        }
        NodeClient.Answer answer = redriven(clientOptions.client(), chosen, id, body);
        String count = id == null ? answer.json().path("redriven").asText() : "1";
        Output.of(spec).println(clientOptions.json ? "{\"redriven\":" + count + "}" : "redriven " + count);
        return ExitCode.DONE;
    }

    private static NodeClient.Answer redriven(
            NodeClient client, Selection chosen, @Nullable String id, @Nullable String body) {
        if (id == null) {
            return client.post("/dead-letters/redrive?" + String.join("&", chosen.query()));
        }
        String path = "/dead-letters/" + ClientOptions.encode(id) + "/redrive";
        return body == null ? client.post(path) : client.post(path, body, Map.of());
    }

    @Command(name = "discard", mixinStandardHelpOptions = true, description = "Remove a dead letter for good.")
    int discard(
            @Mixin ClientOptions clientOptions,
            @Parameters(paramLabel = "ID", description = "The message's id.") String id) {
        clientOptions.client().delete("/dead-letters/" + ClientOptions.encode(id));
        Output.of(spec).println(clientOptions.json ? "{\"discarded\":1}" : "discarded " + id);
        return ExitCode.DONE;
    }

    /** Which dead letters. */
    static final class Selection {

        @Option(names = "--type", paramLabel = "TYPE", description = "Those of actors of this type.")
        @Nullable String type;

        @Option(names = "--actor", paramLabel = "TYPE/KEY", description = "Those of this actor.")
        @Nullable String actor;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "How many, at most 1000. Default: 50.")
        int limit = 50;

        List<String> query() {
            List<String> query = new ArrayList<>();
            query.add("limit=" + limit);
            if (type != null) {
                query.add("type=" + ClientOptions.encode(type));
            }
            if (actor != null) {
                query.add("actor=" + ClientOptions.encode(actor));
            }
            return query;
        }
    }
}
