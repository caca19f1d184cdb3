package dev.restante.benchmarks;

import dev.restante.benchmarks.failover.FailoverCommand;
import dev.restante.gateway.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measure this machine's messages per second, next to what they are compared with, and how long failover takes.",
        subcommands = {TellCommand.class, FailoverCommand.class})
final class BenchCommand implements Callable<Integer> {

    @Spec
    @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "say what to measure: bench tell, bench failover");
        }
        return ExitCode.USAGE;
    }
}
