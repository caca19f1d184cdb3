package dev.restante.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.cluster.SeedNodes;
import dev.restante.gateway.http.HttpSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a node is started with. Everything else is set in {@code application.conf}, or by system properties.
 *
 * @param data the folder of an embedded store, made if there is none
 * @param cluster the nodes that it forms a cluster with; empty for a node that is a cluster of its own
 * @param overrides settings that go before those of {@code application.conf}
 */
public record NodeSettings(Path data, HttpSettings http, Optional<SeedNodes> cluster, Config overrides) {

    /** Serves on 127.0.0.1:7070, alone. */
    public static NodeSettings of(Path data) {
        return new NodeSettings(data, HttpSettings.defaults(), Optional.empty(), ConfigFactory.empty());
    }

    public NodeSettings withHttp(HttpSettings settings) {
        return new NodeSettings(data, settings, cluster, overrides);
    }

    public NodeSettings withCluster(Optional<SeedNodes> nodes) {
        return new NodeSettings(data, http, nodes, overrides);
    }

    /** Adds {@code settings}, which go before those given earlier. */
    public NodeSettings withOverrides(Config settings) {
        return new NodeSettings(data, http, cluster, settings.withFallback(overrides));
    }
}
