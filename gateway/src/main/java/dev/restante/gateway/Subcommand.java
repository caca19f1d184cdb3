package dev.restante.gateway;

/** A command that another module adds to {@code restante}. Found through {@link java.util.ServiceLoader}. */
public interface Subcommand {

    /**
     * A new object with picocli's {@code @Command}, whose name is the command's, that implements {@code Runnable} or {@code Callable<Integer>}.
     * Its exit codes are those of {@link ExitCode}.
     */
    Object command();
}
