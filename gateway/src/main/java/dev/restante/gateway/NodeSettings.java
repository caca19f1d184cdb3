package dev.restante.gateway;

import dev.restante.gateway.http.HttpSettings;
import java.nio.file.Path;

/**
 * What a node is started with. Everything else is set in {@code application.conf}, or by system properties.
 *
 * @param data the store's folder, made if there is none
 */
public record NodeSettings(Path data, HttpSettings http) {

    /** Serves on 127.0.0.1:7070. */
    public static NodeSettings of(Path data) {
        return new NodeSettings(data, HttpSettings.defaults());
    }

    public NodeSettings withHttp(HttpSettings settings) {
        return new NodeSettings(data, settings);
    }
}
