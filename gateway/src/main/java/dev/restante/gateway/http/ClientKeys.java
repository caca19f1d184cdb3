package dev.restante.gateway.http;

/** What may be a client's own key for a message. */
final class ClientKeys {

    static final int MAX_LENGTH = 255;

    private ClientKeys() {}

    /**
     * Checks a key.
     *
     * @param where names the place of the key in the request
     */
    static String check(String key, String where) {
        if (key.isBlank()) {
            throw malformed(where + " is empty");
        }
        if (key.length() > MAX_LENGTH) {
            throw malformed(where + " has " + key.length() + " characters; at most " + MAX_LENGTH + " are taken");
        }
        for (int i = 0; i < key.length(); i++) {
            if (!isPrintable(key, i)) {
                throw malformed(where + " has a character that cannot be printed, at index " + i);
            }
        }
        return key;
    }

    private static boolean isPrintable(String key, int at) {
        char c = key.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < key.length() && Character.isLowSurrogate(key.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(key.charAt(at - 1));
        }
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029' && c != '\ufffd';
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED.because(detail).asException();
    }
}
