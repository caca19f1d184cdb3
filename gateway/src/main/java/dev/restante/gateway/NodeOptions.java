package dev.restante.gateway;

import dev.restante.gateway.command.StoreOptions;
import dev.restante.gateway.http.HttpSettings;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a node, whoever's main starts it. */
final class NodeOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The folder of an embedded store, made if there is none. Default: ./data.")
    Path data = Path.of("data");

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7070",
            description = "Where to serve; port 0 lets the system choose. Default: 127.0.0.1:7070.")
    String http = "127.0.0.1:7070";

    @Option(names = "--insecure", description = "Serve on more than loopback, although there is no access control.")
    boolean insecure;

    @Option(
            names = "--stop-with-input",
            description = "Stop when standard input ends; for a node that another program starts.")
    boolean stopWithInput;

    @Mixin
    StoreOptions store = new StoreOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    NodeSettings settings() {
        return NodeSettings.of(data)
                .withHttp(HttpSettings.defaults().withAddress(http).withInsecure(insecure))
                .withCluster(cluster.nodes())
                .withOverrides(store.settings());
    }
}
