package dev.restante.gateway;

import dev.restante.gateway.command.ActorCommand;
import dev.restante.gateway.command.AskCommand;
import dev.restante.gateway.command.AuditCommand;
import dev.restante.gateway.command.BackupCommand;
import dev.restante.gateway.command.CheckCommand;
import dev.restante.gateway.command.ClusterCommand;
import dev.restante.gateway.command.CommandFailure;
import dev.restante.gateway.command.DeadLettersCommand;
import dev.restante.gateway.command.MailboxCommand;
import dev.restante.gateway.command.MigrateCommand;
import dev.restante.gateway.command.SendCommand;
import dev.restante.gateway.command.SimulateCommand;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code restante COMMAND}. */
@Command(
        name = "restante",
        description = "Durable mailboxes for actors: run a node, and talk to one.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            NodeCommand.class,
            SendCommand.class,
            AskCommand.class,
            ActorCommand.class,
            MailboxCommand.class,
            DeadLettersCommand.class,
            AuditCommand.class,
            ClusterCommand.class,
            CheckCommand.class,
            BackupCommand.class,
            MigrateCommand.class,
            SimulateCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the answer is no (refused, rejected, not found, not balanced), or the command failed",
            "2:the command was not understood",
            "3:no node was reached, or it could not say whether the message is stored",
            "4:the message is durable, but its outcome did not come in time"
        },
        footer = {"", "'restante COMMAND --help' tells more of a command."})
public final class Restante {

    private Restante() {}

    public static void main(String[] args) {
        Logging.configure();
        System.exit(commandLine().execute(args));
    }

    /** The commands of this module and those that others add. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Restante());
        for (Subcommand added : ServiceLoader.load(Subcommand.class)) {
            line.addSubcommand(added.command());
        }
        return line.setExecutionExceptionHandler(CommandFailure::report).setUsageHelpAutoWidth(true);
    }
}
