package dev.restante.gateway;

import dev.restante.Application;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of a user's own main: the applications are given. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "Run this application on a node of its own. Stops cleanly on SIGTERM.")
final class OwnNodeCommand implements Callable<Integer> {

    private final List<Application> applications;

    @Mixin
    final NodeOptions options = new NodeOptions();

    OwnNodeCommand(List<Application> applications) {
        this.applications = applications;
    }

    @Override
    public Integer call() {
        return new NodeProcess(options).run(applications);
    }
}
