package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.gateway.ExitCode;
import dev.restante.persistence.embedded.EmbeddedSource;
import dev.restante.persistence.embedded.EmbeddedTarget;
import dev.restante.persistence.embedded.StoreReport;
import dev.restante.persistence.postgres.PostgresSource;
import dev.restante.persistence.postgres.PostgresTarget;
import dev.restante.persistence.transfer.StoreTransfer;
import dev.restante.persistence.transfer.TransferReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante migrate}. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Copy a store that no node uses into a new one of the other kind: a folder (an embedded store) to a database, or back.",
            "Verifies every checksum, reads all of it back from where it now is, and recounts all messages, before the new store becomes"
                    + " one. The old store is left as it is; start no node on it any more.",
            "The password of the database is taken from the environment variable RESTANTE_POSTGRES_PASSWORD, or from the file that"
                    + " RESTANTE_POSTGRES_PASSWORD_FILE names.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is in the new store",
            "1:something is damaged or could not be written; there is no new store",
            "2:the old store cannot be used, the new one is not empty, or the command was not understood"
        })
public final class MigrateCommand implements Callable<Integer> {

    private static final String DATABASE = "jdbc:postgresql:";

    @Spec
    @Nullable CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR|URL",
            description = "The old store: a folder, or jdbc:postgresql://host:5432/database.")
    String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR|URL",
            description = "The new store: a folder that does not exist yet, or a database without one in its schema.")
    String to = "";

    @Option(names = "--jdbc-user", paramLabel = "NAME", description = "Who we are in the database. Default: restante.")
    @Nullable String jdbcUser;

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Override
    public Integer call() {
        boolean toDatabase = to.startsWith(DATABASE);
        if (toDatabase == from.startsWith(DATABASE)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "one of --from and --to is a folder, the other one begins with " + DATABASE);
        }
        return Stores.using(() -> toDatabase ? toDatabase() : toFolder());
    }

    private int toDatabase() throws IOException {
        try (EmbeddedSource source = EmbeddedSource.open(Path.of(from));
                PostgresTarget target = PostgresTarget.open(database(to))) {
            TransferReport copied = StoreTransfer.run(source, target);
            return done(copied, source.report());
        }
    }

    private int toFolder() throws IOException {
        try (PostgresSource source = PostgresSource.openUnused(database(from));
                EmbeddedTarget target = EmbeddedTarget.create(Path.of(to))) {
            TransferReport copied = StoreTransfer.run(source, target);
            return done(copied, target.report());
        }
    }

    private Config database(String url) {
        Map<String, String> settings = new HashMap<>(Map.of("restante.postgres.jdbc-url", url));
        if (jdbcUser != null) {
            settings.put("restante.postgres.user", jdbcUser);
        }
        return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
    }

    /** What was copied is, row by row, what was checked. */
    private int done(TransferReport copied, StoreReport checked) {
        ObjectNode report = CheckCommand.toJson(checked);
        report.remove("folder");
        report.put("from", from);
        report.put("to", to);
        report.put("bytes", copied.bytes());
        PrintWriter out = Output.of(spec);
        if (json) {
            out.println(report);
        } else {
            report.remove("damage");
            Output.fields(out, report);
        }
        return ExitCode.DONE;
    }
}
