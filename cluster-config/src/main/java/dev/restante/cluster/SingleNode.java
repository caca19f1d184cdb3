package dev.restante.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** The configuration of a node that is a cluster of its own, on the loopback interface. */
public final class SingleNode {

    private static final String PROFILE = "single-node.conf";

    private SingleNode() {}

    /**
     * A complete configuration. What is said first counts: system properties, {@code overrides}, {@code application.conf}, this profile, the
     * references of the libraries.
     */
    public static Config load(Config overrides) {
        Config profile = ConfigFactory.parseResources(SingleNode.class, PROFILE);
        return ConfigFactory.load(
                overrides.withFallback(ConfigFactory.defaultApplication()).withFallback(profile));
    }
}
