package dev.restante.gateway.command;

import dev.restante.gateway.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code restante audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Recount every message from storage and check that each is accounted for once.",
            "Ends with 1 when the count is not balanced."
        })
public final class AuditCommand implements Callable<Integer> {

    @Spec
    @Nullable CommandSpec spec;

    @Mixin
    final ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
        NodeClient.Answer answer = options.client().get("/audit");
        PrintWriter out = Output.of(spec);
        if (options.json) {
            out.println(answer.text());
        } else {
            Output.fields(out, answer.json());
        }
        return answer.json().path("balanced").asBoolean() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
}
