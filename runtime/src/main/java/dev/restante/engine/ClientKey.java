package dev.restante.engine;

import java.util.Arrays;

/**
 * A client's own key for a message, unique within the receiving actor.
 *
 * @param key as the client gave it
 * @param hash of the message's name and canonical body, to tell a repeat from a misuse of the key
 */
public record ClientKey(String key, byte[] hash) {

    int size() {
        return key.length() + hash.length;
    }

    boolean isRepeatedBy(byte[] otherHash) {
        return Arrays.equals(hash, otherHash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientKey that && key.equals(that.key) && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
