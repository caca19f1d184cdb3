package dev.restante.cluster;

import java.util.Objects;

/**
 * Where a node talks to other nodes: a host name or IP address as other nodes know it, and a port.
 *
 * @param port from 1 to 65535
 */
public record NodeAddress(String host, int port) {

    public NodeAddress {
        Objects.requireNonNull(host, "host");
        if (host.isBlank() || host.contains("/") || host.contains("@") || port < 1 || port > 0xffff) {
            throw new IllegalArgumentException(
                    "'" + host + ":" + port + "' is not a node's address; expected HOST:PORT, as in 10.0.0.4:7071");
        }
    }

    /** Reads {@code HOST:PORT}; an IPv6 address stands in brackets. */
    public static NodeAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new NodeAddress(text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a node's address; expected HOST:PORT, as in 10.0.0.4:7071", e);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
