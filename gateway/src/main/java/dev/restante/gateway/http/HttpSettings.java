package dev.restante.gateway.http;

/**
 * Where a node serves and how much it takes.
 *
 * @param host name or address to bind
 * @param port 0 lets the system choose
 * @param insecure bind to more than loopback although there is no access control
 * @param maxPayload bytes of a message's body, and of a line of {@code POST /messages}
 */
public record HttpSettings(String host, int port, boolean insecure, int maxPayload) {

    private static final int DEFAULT_MAX_PAYLOAD = 1 << 20;

    public HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        if (maxPayload < 1) {
            throw new IllegalArgumentException("a payload limit of " + maxPayload + " bytes takes nothing");
        }
    }

    /** Loopback, port 7070, payloads up to 1 MiB. */
    public static HttpSettings defaults() {
        return new HttpSettings("127.0.0.1", 7070, false, DEFAULT_MAX_PAYLOAD);
    }

    /** Reads {@code HOST:PORT}; an IPv6 address stands in brackets. */
    public HttpSettings withAddress(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        String newHost = colon < 0 ? "" : hostAndPort.substring(0, colon);
        if (newHost.startsWith("[") && newHost.endsWith("]")) {
            newHost = newHost.substring(1, newHost.length() - 1);
        } else if (newHost.indexOf(':') >= 0) {
            newHost = "";
        }
        if (newHost.isEmpty()) {
            throw notAnAddress(hostAndPort);
        }
        try {
            return new HttpSettings(newHost, Integer.parseInt(hostAndPort.substring(colon + 1)), insecure, maxPayload);
        } catch (NumberFormatException e) {
            throw notAnAddress(hostAndPort);
        }
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("'" + text + "' is not HOST:PORT, as in 127.0.0.1:7070 or [::1]:7070");
    }

    public HttpSettings withInsecure(boolean allowed) {
        return new HttpSettings(host, port, allowed, maxPayload);
    }

    public HttpSettings withMaxPayload(int bytes) {
        return new HttpSettings(host, port, insecure, bytes);
    }
}
