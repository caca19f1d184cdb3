package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restante.gateway.ExitCode;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.embedded.Damage;
import dev.restante.persistence.embedded.RepairReport;
import dev.restante.persistence.embedded.StoreCheck;
import dev.restante.persistence.embedded.StoreRepair;
import dev.restante.persistence.embedded.StoreReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Read a store that no node runs on: verify every checksum, decode every record, checkpoint and row, follow every log"
                    + " without a gap, and recount all messages. Changes nothing.",
            "With --repair, move what is damaged into a folder quarantine-TIME beside it, and make of the rest a store that a node can"
                    + " start with. Actors that lost something are paused. Nothing is deleted. Needs as much free room as the store takes.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the store is sound",
            "1:something was damaged or not accounted for; it is listed, and with --repair moved aside",
            "2:there is no store, a node runs on it, it is damaged beyond repair, or the command was not understood"
        })
public final class CheckCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The store's folder. Default: ./data.")
    Path data = Path.of("data");

    @Option(names = "--repair", description = "Move aside what is damaged, and make the rest usable.")
    boolean repair;

    @Option(names = "--json", description = "Print the report as JSON.")
    boolean json;

    @Override
    public Integer call() {
        try {
            return repair ? repaired(StoreRepair.of(data, Clock.systemUTC())) : checked(StoreCheck.of(data));
        } catch (StoreUnusableException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "the folder " + data + " cannot be read or written: " + e);
        }
    }

    private int checked(StoreReport report) {
        PrintWriter out = Output.of(spec);
        if (json) {
            out.println(toJson(report));
        } else {
            print(out, report);
        }
        return report.sound() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    private int repaired(RepairReport report) {
        PrintWriter out = Output.of(spec);
        if (json) {
            ObjectNode node = toJson(report.before());
            node.put("quarantine", report.quarantine().map(Path::toString).orElse(null));
            node.set("missing", JSON.valueToTree(report.missing()));
            node.set("after", toJson(report.after()));
            out.println(node);
        } else {
            print(out, report.before());
            report.quarantine().ifPresent(folder -> {
                out.println("what was damaged is now in " + folder);
                report.missing().forEach(what -> out.println("missing: " + Output.clean(what)));
                print(out, report.after());
            });
        }
        return report.before().sound() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    static void print(PrintWriter out, StoreReport report) {
        for (Damage damage : report.damage()) {
            out.println(Output.clean(damage.place()));
            out.println("  damaged: " + Output.clean(damage.problem()));
            out.println("  a repair: " + Output.clean(damage.remedy()));
        }
        ObjectNode summary = toJson(report);
        summary.remove("damage");
        Output.fields(out, summary);
    }

    static ObjectNode toJson(StoreReport report) {
        ObjectNode node = JSON.createObjectNode();
        node.put("folder", report.folder().toString());
        node.put("sound", report.sound());
        node.put("partitions", report.partitions());
        node.put("records", report.records());
        node.put("checkpoints", report.checkpoints());
        node.put("rows", report.rows());
        report.audit().ifPresent(audit -> {
            node.set("audit", JSON.valueToTree(audit));
            node.withObject("/audit").put("balanced", audit.balanced());
        });
        node.set("damage", JSON.valueToTree(report.damage()));
        return node;
    }
}
