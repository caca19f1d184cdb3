package dev.restante.gateway;

import dev.restante.cluster.NodeAddress;
import dev.restante.cluster.SeedNodes;
import dev.restante.cluster.TlsFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make a node one of several. */
final class ClusterOptions {

    @Option(
            names = "--cluster",
            paramLabel = "HOST:PORT",
            description = "Be one of several nodes that share a store; they reach this one here.")
    @Nullable String own;

    @Option(
            names = "--seeds",
            paramLabel = "HOST:PORT[,HOST:PORT]",
            description =
                    "Nodes to ask for a way into the cluster, the same for all nodes. The first forms it. Default: this one.")
    @Nullable String seeds;

    @Option(
            names = "--tls",
            paramLabel = "DIR",
            description = "Encrypt what nodes say to each other, with tls.key, tls.crt and ca.crt of this folder.")
    @Nullable Path tls;

    /** Empty for a node that is a cluster of its own. */
    Optional<SeedNodes> nodes() {
        if (own == null) {
            if (seeds != null || tls != null) {
                throw new IllegalArgumentException(
                        "--seeds and --tls need --cluster HOST:PORT, which says where the other nodes reach this one");
            }
            return Optional.empty();
        }
        NodeAddress self = NodeAddress.parse(own);
        SeedNodes nodes = SeedNodes.of(self, seeds == null ? List.of(self) : addresses(seeds));
        return Optional.of(tls == null ? nodes : nodes.withTls(TlsFiles.in(tls)));
    }

    private static List<NodeAddress> addresses(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(NodeAddress::parse)
                .toList();
    }
}
