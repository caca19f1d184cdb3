package dev.restante.gateway;

import dev.restante.Application;
import dev.restante.gateway.command.CommandFailure;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code restante node}. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = {
            "Run a node that hosts the applications named.",
            "Prints 'ready http://HOST:PORT' when it serves. Stops cleanly on SIGTERM."
        })
final class NodeCommand implements Callable<Integer> {

    @Option(
            names = "--app",
            required = true,
            paramLabel = "NAME[,NAME]",
            description = "Which applications of the class path to host.")
    String applications = "";

    @Mixin
    final NodeOptions options = new NodeOptions();

    @Override
    public Integer call() {
        return new NodeProcess(options).run(chosen());
    }

    private List<Application> chosen() {
        try {
            return Application.named(applications);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
