package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.restante.gateway.ExitCode;
import dev.restante.persistence.embedded.EmbeddedTarget;
import dev.restante.persistence.embedded.StoreCheck;
import dev.restante.persistence.embedded.StoreReport;
import dev.restante.persistence.postgres.PostgresSource;
import dev.restante.persistence.transfer.StoreTransfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copy a store while nodes use it, and check the copy as 'restante check' does.",
            "Of an embedded store the node (--node) makes the copy, in the folder that its setting restante.embedded.backups.directory"
                    + " names. With --store postgres this command reads the database at one moment and writes the copy to the new folder"
                    + " --to.",
            "The copy is an embedded store: start a node on it with --data, or bring it to a database with 'restante migrate'.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the copy is made, and sound",
            "1:no copy was made, or it is not sound",
            "2:the command was not understood, or the store cannot be used",
            "3:no node was reached"
        })
public final class BackupCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LABEL_WIDTH = 18;

    @Spec
    @Nullable CommandSpec spec;

    @Mixin
    final ClientOptions node = new ClientOptions();

    @Mixin
    final StoreOptions store = new StoreOptions();

    @Option(names = "--to", paramLabel = "DIR", description = "The new folder for the copy of a database.")
    @Nullable Path to;

    @Override
    public Integer call() {
        return Stores.using(() -> store.isPostgres() ? copyOfDatabase() : copyByNode());
    }

    private int copyOfDatabase() throws IOException {
        if (to == null) {
            throw new CommandFailure(ExitCode.USAGE, "--store postgres needs --to DIR, a new folder for the copy");
        }
        try (PostgresSource source = PostgresSource.open(store.settings().withFallback(ConfigFactory.load()));
                EmbeddedTarget target = EmbeddedTarget.create(to)) {
            StoreTransfer.run(source, target);
            return reported(target.report());
        }
    }

    private int copyByNode() throws IOException {
        if (to != null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--to is for --store postgres; where a node puts copies of its own store is set by"
                            + " restante.embedded.backups.directory");
        }
        Path copy = Path.of(node.client().post("/backups").json().path("folder").asText());
        return Files.exists(copy) ? reported(StoreCheck.of(copy)) : notSeenHere(copy);
    }

    /** The node is on another machine, or in a container. */
    private int notSeenHere(Path copy) {
        PrintWriter out = Output.of(spec);
        if (node.json) {
            out.println(JSON.createObjectNode().put("folder", copy.toString()));
        } else {
            out.println(Output.padded("folder", LABEL_WIDTH) + copy);
            out.println("not checked, because it is not to be seen from here; run 'restante check --data " + copy
                    + "' where the node is");
        }
        return ExitCode.DONE;
    }

    private int reported(StoreReport report) {
        PrintWriter out = Output.of(spec);
        if (node.json) {
            out.println(CheckCommand.toJson(report));
        } else {
            CheckCommand.print(out, report);
        }
        return report.sound() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
}
