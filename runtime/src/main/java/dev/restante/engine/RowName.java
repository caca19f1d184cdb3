package dev.restante.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What rows are called in reports to people. */
final class RowName {

    private RowName() {}

    static String of(RowKey key) {
        return switch (key.kind()) {
            case 'H' -> "the counts of " + actorOf(key);
            case 'S' -> "the state of " + actorOf(key);
            case 'E' -> "event " + key.lastNumber() + " of " + actorOf(key);
            case 'K' -> "a client key of " + actorOf(key);
            case 'P' -> "a waiting message of " + actorOf(key);
            case 'R' -> "the outcome of a message";
            case 'X' -> "the expiry of an outcome";
            case 'D' -> "dead letter " + number(key);
            case 'T' -> "a delayed message";
            case 'C' -> "call " + number(key) + " to the outside";
            case 'O' -> "a message for another partition";
            default -> "a row of an unknown kind, " + HexFormat.of().formatHex(key.bytes());
        };
    }

    private static String number(RowKey key) {
        return key.bytes().length > Long.BYTES ? Long.toString(key.lastNumber()) : "?";
    }

    /** The actor in a key that begins with one. */
    static String actorOf(RowKey key) {
        byte[] bytes = key.bytes();
        int type = zeroFrom(bytes, 1);
        int end = zeroFrom(bytes, type + 1);
        return text(bytes, 1, type) + "/" + text(bytes, Math.min(type + 1, bytes.length), end);
    }

    private static int zeroFrom(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                return at;
            }
        }
        return bytes.length;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, Math.max(from, to)), StandardCharsets.UTF_8);
    }
}
