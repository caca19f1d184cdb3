package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.gateway.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restante actor}. */
@Command(
        name = "actor",
        mixinStandardHelpOptions = true,
        description = {
            "Show an actor and its state, or stop and go on processing its mailbox.",
            "Without an actor: the actors with work waiting, deepest first."
        })
public final class ActorCommand implements Callable<Integer> {

    @Spec
    @Nullable CommandSpec spec;

    @Mixin
    final ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "TYPE/KEY", arity = "0..1", description = "The actor, as in account/alice.")
    @Nullable String actor;

    @ArgGroup
    final Switch change = new Switch();

    /** One of the two, or neither. */
    static final class Switch {
        @Option(names = "--pause", description = "Stop processing; arrivals are still accepted.")
        boolean pause;

        @Option(names = "--resume", description = "Go on processing.")
        boolean resume;
    }

    @Override
    public Integer call() {
        NodeClient client = options.client();
        if (actor == null) {
            if (change.pause || change.resume) {
                throw new CommandFailure(
                        ExitCode.USAGE, "say which actor, as in: restante actor account/alice --pause");
            }
            return list(client.get("/actors?depth=nonempty"));
        }
        String path = ClientOptions.actorPath(actor);
        if (change.pause) {
            client.put(path + "/pause");
        } else if (change.resume) {
            client.delete(path + "/pause");
        }
        return show(client.get(path));
    }

    private int list(NodeClient.Answer answer) {
        PrintWriter out = Output.of(spec);
        if (options.json) {
            out.println(answer.text());
            return ExitCode.DONE;
        }
        JsonNode actors = answer.json().path("actors");
        if (actors.isEmpty()) {
            out.println("no actor has work waiting");
        }
        for (JsonNode waiting : actors) {
            out.println(Output.padded(waiting.path("depth").asText(), 10)
                    + waiting.path("actor").asText()
                    + (waiting.path("paused").asBoolean() ? " (paused)" : ""));
        }
        return ExitCode.DONE;
    }

    private int show(NodeClient.Answer answer) {
        PrintWriter out = Output.of(spec);
        if (options.json) {
            out.println(answer.text());
        } else {
            Output.fields(out, answer.json());
        }
        return ExitCode.DONE;
    }
}
