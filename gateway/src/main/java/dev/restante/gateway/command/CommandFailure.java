package dev.restante.gateway.command;

import dev.restante.gateway.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Ends a command with a sentence for its user and an exit code. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CommandFailure(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** Prints why a command failed; a stack trace only for what we did not foresee. */
    public static int report(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof CommandFailure known) {
            command.getErr().println("restante: " + known.getMessage());
            return known.exitCode();
        }
        command.getErr().println("restante: " + command.getCommandName() + " failed; please report this:");
        failure.printStackTrace(command.getErr());
        return ExitCode.NEGATIVE;
    }
}
