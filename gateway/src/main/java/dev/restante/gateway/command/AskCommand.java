package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.gateway.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante ask}. */
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description = {
            "Send a message to an actor and print its reply.",
            "Ends with 1 when the behavior rejects the message, with 4 when it is not processed in time.",
            "Example: restante ask account/alice GetBalance"
        })
public final class AskCommand implements Callable<Integer> {

    private static final int MAX_WAIT = 60;

    @Spec
    @Nullable CommandSpec spec;

    @Mixin
    final ClientOptions options = new ClientOptions();

    @Mixin
    final MessageArguments message = new MessageArguments();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the outcome, 1 to 60. Default: 30.")
    int wait = 30;

    @Override
    public Integer call() {
        if (wait < 1 || wait > MAX_WAIT) {
            throw new CommandFailure(ExitCode.USAGE, "--wait is " + wait + "; expected 1 to " + MAX_WAIT);
        }
        NodeClient.Answer answer = message.send(options.client(), List.of(), wait);
        PrintWriter out = Output.of(spec);
        if (options.json) {
            out.println(answer.text());
        }
        if (answer.status() == 202) {
            throw new CommandFailure(
                    ExitCode.PENDING,
                    "message " + answer.json().path("id").asText() + " is durable, but was not processed within " + wait
                            + " s; it will be");
        }
        return outcome(answer.json(), out);
    }

    private int outcome(JsonNode answer, PrintWriter out) {
        String state = answer.path("state").asText();
        if (!state.equals("processed")) {
            String reason = answer.path("reason").asText("");
            throw new CommandFailure(ExitCode.NEGATIVE, state + (reason.isEmpty() ? "" : ": " + Output.clean(reason)));
        }
        if (!options.json) {
            out.println(answer.has("reply") ? answer.path("reply").toString() : "processed");
        }
        return ExitCode.DONE;
    }
}
