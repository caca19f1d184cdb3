package dev.restante.gateway.command;

import dev.restante.gateway.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante send}. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Send a message to an actor, and end when it is durable.",
            "Example: restante send account/alice Deposit '{\"cents\":500}'"
        })
public final class SendCommand implements Callable<Integer> {

    @Spec
    @Nullable CommandSpec spec;

    @Mixin
    final ClientOptions options = new ClientOptions();

    @Mixin
    final MessageArguments message = new MessageArguments();

    @Option(
            names = "--delay",
            paramLabel = "DURATION",
            description = "Not processed before this has passed, as in PT30S.")
    @Nullable String delay;

    @Option(names = "--at", paramLabel = "TIME", description = "Not processed before, as in 2030-01-01T00:00:00Z.")
    @Nullable String at;

    @Override
    public Integer call() {
        List<String> query = new ArrayList<>();
        if (delay != null) {
            query.add("delay=" + ClientOptions.encode(delay));
        }
        if (at != null) {
            query.add("at=" + ClientOptions.encode(at));
        }
        NodeClient.Answer answer = message.send(options.client(), query, 0);
        PrintWriter out = Output.of(spec);
        if (options.json) {
            out.println(answer.text());
        } else {
            out.println("accepted " + answer.json().path("id").asText()
                    + (answer.json().path("duplicate").asBoolean() ? " (a repeat: nothing was stored anew)" : ""));
        }
        return ExitCode.DONE;
    }
}
