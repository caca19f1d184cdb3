package dev.restante.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a node of a cluster whose first nodes are known by address: fixed ones, or those that a StatefulSet of Kubernetes names.
 *
 * @param self where the other nodes reach this one
 * @param seeds nodes to ask for a way into the cluster. The first of the list, and no other, forms a cluster when it finds none, so the list
 *     must be the same on all nodes
 * @param tls empty for connections that anybody on the network can read and make
 */
public record SeedNodes(NodeAddress self, List<NodeAddress> seeds, Optional<TlsFiles> tls) {

    private static final String PROFILE = "seed-nodes.conf";
    /** All nodes have an actor system of this name, whatever their cluster is called. */
    private static final String SYSTEM = "pekko://restante@";

    private static final String TLS_PROFILE = "tls.conf";
    private static final String TLS_FILES = "pekko.remote.artery.ssl.rotating-keys-engine.";

    public SeedNodes {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException(
                    "no seed nodes; name at least one, as in 10.0.0.4:7071, the same on all nodes");
        }
    }

    /** Connections are not encrypted. */
    public static SeedNodes of(NodeAddress self, List<NodeAddress> seeds) {
        return new SeedNodes(self, seeds, Optional.empty());
    }

    public SeedNodes withTls(TlsFiles files) {
        return new SeedNodes(self, seeds, Optional.of(files));
    }

    /**
     * A complete configuration. What is said first counts: system properties, {@code overrides}, these settings, {@code application.conf}, the
     * profile, the references of the libraries.
     *
     * @throws IllegalArgumentException when a file for TLS cannot be read
     */
    public Config load(Config overrides) {
        Config profile = ConfigFactory.parseResources(SeedNodes.class, PROFILE);
        Config tlsProfile =
                tls.isPresent() ? ConfigFactory.parseResources(SeedNodes.class, TLS_PROFILE) : ConfigFactory.empty();
        Config given = overrides.withFallback(settings()).withFallback(ConfigFactory.defaultApplication());
        return ConfigFactory.load(
                given.withFallback(addresses()).withFallback(tlsProfile).withFallback(profile));
    }

    private Config settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("pekko.remote.artery.canonical.hostname", self.host());
        settings.put("pekko.remote.artery.canonical.port", self.port());
        tls.ifPresent(files -> {
            settings.put(TLS_FILES + "key-file", readable(files.key()));
            settings.put(TLS_FILES + "cert-file", readable(files.certificate()));
            settings.put(TLS_FILES + "ca-cert-file", readable(files.ca()));
        });
        return ConfigFactory.parseMap(settings);
    }

    private Config addresses() {
        return ConfigFactory.parseMap(Map.of(
                "pekko.cluster.seed-nodes",
                seeds.stream().map(seed -> SYSTEM + seed).toList()));
    }

    private static String readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("TLS between nodes needs the file " + file + ", which cannot be read");
        }
        return file.toAbsolutePath().toString();
    }
}
