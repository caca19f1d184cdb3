package dev.restante.gateway;

/** With what number a command ends. Part of the interface of the command line. */
public final class ExitCode {

    /** Done. */
    public static final int DONE = 0;
    /** The answer is no: refused, rejected, not found, not balanced; or the command failed. */
    public static final int NEGATIVE = 1;
    /** The command was not understood. */
    public static final int USAGE = 2;
    /** No node was reached, or it could not say whether the message is stored. */
    public static final int UNREACHABLE = 3;
    /** The message is durable, but its outcome did not come in time. */
    public static final int PENDING = 4;

    private ExitCode() {}
}
