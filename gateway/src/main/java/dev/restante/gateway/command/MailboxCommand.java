package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.gateway.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restante mailbox}. */
@Command(
        name = "mailbox",
        mixinStandardHelpOptions = true,
        description = "Show the messages that wait for an actor, in order and without taking them, or remove them.")
public final class MailboxCommand implements Callable<Integer> {

    @Spec
    @Nullable CommandSpec spec;

    @Mixin
    final ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "TYPE/KEY", description = "The actor, as in account/alice.")
    String actor = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many messages, at most 1000. Default: 50.")
    int limit = 50;

    @Option(names = "--purge", description = "Remove what is waiting and not begun. This cannot be undone.")
    boolean purge;

    @Override
    public Integer call() {
        String path = ClientOptions.actorPath(actor) + "/mailbox";
        NodeClient client = options.client();
        NodeClient.Answer answer = purge ? client.delete(path) : client.get(path + "?limit=" + limit);
        PrintWriter out = Output.of(spec);
        if (options.json) {
            out.println(answer.text());
        } else if (purge) {
            out.println("purged " + answer.json().path("purged").asText());
        } else {
            print(out, answer.json().path("messages"));
        }
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, JsonNode messages) {
        if (messages.isEmpty()) {
            out.println("the mailbox is empty");
        }
        for (JsonNode message : messages) {
            out.println(
                    message.path("id").asText() + "  " + message.path("sentAt").asText() + "  "
                            + message.path("message").asText() + " " + message.path("body")
                            + (message.path("begun").asBoolean() ? "  (in work)" : ""));
        }
    }
}
