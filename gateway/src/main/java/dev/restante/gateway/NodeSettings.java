package dev.restante.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.gateway.http.HttpSettings;
import java.nio.file.Path;

/**
 * What a node is started with. Everything else is set in {@code application.conf}, or by system properties.
 *
 * @param data the folder of an embedded store, made if there is none
 * @param overrides settings that go before those of {@code application.conf}
 */
public record NodeSettings(Path data, HttpSettings http, Config overrides) {

    /** Serves on 127.0.0.1:7070. */
    public static NodeSettings of(Path data) {
        return new NodeSettings(data, HttpSettings.defaults(), ConfigFactory.empty());
    }

    public NodeSettings withHttp(HttpSettings settings) {
        return new NodeSettings(data, settings, overrides);
    }

    /** Adds {@code settings}, which go before those given earlier. */
    public NodeSettings withOverrides(Config settings) {
        return new NodeSettings(data, http, settings.withFallback(overrides));
    }
}
