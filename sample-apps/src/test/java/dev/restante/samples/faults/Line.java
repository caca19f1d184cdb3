package dev.restante.samples.faults;

/** Lines for {@code POST /messages}. */
final class Line {

    private Line() {}

    static String keyed(String to, String message, String key, String body) {
        return "{\"to\":\"" + to + "\",\"message\":\"" + message + "\",\"key\":\"" + key + "\",\"body\":" + body + "}";
    }

    static String unkeyed(String to, String message, String body) {
        return "{\"to\":\"" + to + "\",\"message\":\"" + message + "\",\"body\":" + body + "}";
    }
}
