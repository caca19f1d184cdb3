package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.gateway.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code restante cluster}. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = {
            "Show the nodes, and how many partitions each owns.",
            "Ends with 1 when a partition has no owner."
        })
public final class ClusterCommand implements Callable<Integer> {

    private static final int STATUS_WIDTH = 12;

    @Spec
    @Nullable CommandSpec spec;

    @Mixin
    final ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
        NodeClient.Answer answer = options.client().get("/cluster");
        JsonNode cluster = answer.json();
        PrintWriter out = Output.of(spec);
        if (options.json) {
            out.println(answer.text());
        } else {
            print(out, cluster);
        }
        return missing(cluster) == 0 ? ExitCode.DONE : ExitCode.NEGATIVE;
    }

    private static void print(PrintWriter out, JsonNode cluster) {
        Map<String, Integer> owned = new TreeMap<>();
        cluster.path("partitions").forEach(owner -> owned.merge(owner.asText(), 1, Integer::sum));
        for (JsonNode member : cluster.path("members")) {
            String address = Output.clean(member.path("address").asText());
            out.println(Output.padded(Output.clean(member.path("status").asText()), STATUS_WIDTH) + address + "  "
                    + owned.getOrDefault(address, 0) + " partitions, version "
                    + Output.clean(member.path("version").asText()) + roles(member.path("roles")));
        }
        if (missing(cluster) > 0) {
            out.println(missing(cluster) + " partitions have no owner");
        }
    }

    private static String roles(JsonNode roles) {
        List<String> names = new ArrayList<>();
        roles.forEach(role -> names.add(Output.clean(role.asText())));
        return names.isEmpty() ? "" : ", " + String.join(", ", names);
    }

    private static int missing(JsonNode cluster) {
        return cluster.path("partitionCount").asInt()
                - cluster.path("partitions").size();
    }
}
