package dev.restante;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The address of an actor. An actor exists from the first message sent to its address, and always.
 *
 * <p>A key may begin with a co-location tag in braces, as in {@code {order-7}payment}: actors whose keys carry the same tag share a
 * partition, whatever their type.
 *
 * @param type name of the registered actor type: a lower-case letter, then at most 63 lower-case letters, digits and hyphens
 * @param key tells the actors of a type apart: 1 to 512 bytes of UTF-8, no control characters
 */
public record ActorId(String type, String key) implements Comparable<ActorId> {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final int MAX_KEY_BYTES = 512;

    public ActorId {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(key, "key");
        if (!isTypeName(type)) {
            throw new IllegalArgumentException("actor type '" + type
                    + "' must be a lower-case letter followed by at most 63 lower-case letters, digits or hyphens");
        }
        checkKey(key);
    }

    private static void checkKey(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("an actor key must not be empty");
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(
                        "an actor key must not contain control characters; found one at index " + i);
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == key.length()
                        || !Character.isLowSurrogate(key.charAt(++i))) {
                    throw new IllegalArgumentException(
                            "an actor key must be valid Unicode; found half a surrogate pair at index " + i);
                }
            }
        }
        if (key.length() > MAX_KEY_BYTES || key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException("an actor key has at most " + MAX_KEY_BYTES + " bytes of UTF-8");
        }
    }

    /** Whether {@code name} can be the name of an actor type. */
    public static boolean isTypeName(String name) {
        if (name.isEmpty() || name.length() > 64) {
            return false;
        }
        return TYPE.matcher(name).matches();
    }

    /** Reads {@code type/key}; the key may contain further slashes. */
    public static ActorId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an actor id; expected type/key, as in account/alice");
        }
        return new ActorId(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The part of the key that decides the partition: the co-location tag where there is one, else empty. */
    public String tag() {
        int end = key.startsWith("{") ? key.indexOf('}') : -1;
        return end > 1 ? key.substring(1, end) : "";
    }

    /** By type, then by key. */
    @Override
    public int compareTo(ActorId other) {
        int byType = type.compareTo(other.type);
        return byType != 0 ? byType : key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return type + "/" + key;
    }
}
