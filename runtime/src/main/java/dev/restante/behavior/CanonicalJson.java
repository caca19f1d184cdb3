package dev.restante.behavior;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Recognises a message by its contents, whatever the order of its fields, its white space and the notation of its numbers: a client that
 * repeats a message under one key may write it differently. In the spirit of RFC 8785, but exact for numbers beyond double precision.
 */
public final class CanonicalJson {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int HASH_BYTES = 16;

    private CanonicalJson() {}

    /**
     * The first 16 bytes of the SHA-256 of a message's name and contents. For JSON up to 1,000 levels deep.
     *
     * @throws IllegalArgumentException when {@code json} is not JSON
     */
    public static byte[] hash(String messageName, byte[] json) {
        Digest digest = new Digest();
        digest.text('n', messageName);
        try (JsonParser in = FACTORY.createParser(json)) {
            in.nextToken();
            write(in, digest);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body of " + messageName + " is not JSON: " + e.getMessage(), e);
        }
        return Arrays.copyOf(digest.end(), HASH_BYTES);
    }

    private static void write(JsonParser in, Digest digest) throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw new IOException("it is empty");
        }
        switch (token) {
            case START_OBJECT -> object(in, digest);
            case START_ARRAY -> array(in, digest);
            case VALUE_STRING -> digest.text('s', in.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> digest.text('d', number(in));
            default -> digest.text('l', in.getText());
        }
    }

    /** Each field's value is hashed by itself, so that fields can be sorted without keeping their values. */
    private static void object(JsonParser in, Digest digest) throws IOException {
        TreeMap<String, byte[]> fields = new TreeMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            Digest value = new Digest();
            write(in, value);
            fields.put(name, value.end());
        }
        digest.count('o', fields.size());
        fields.forEach((name, value) -> {
            digest.text('f', name);
            digest.bytes(value);
        });
    }

    private static void array(JsonParser in, Digest digest) throws IOException {
        digest.tag('a');
        while (in.nextToken() != JsonToken.END_ARRAY) {
            write(in, digest);
        }
        digest.tag('e');
    }

    /** Equal for equal numbers: 1, 1.0 and 1e0 are one; not expanded, since an exponent may be huge. */
    private static String number(JsonParser in) throws IOException {
        try {
            BigDecimal number = in.getDecimalValue();
            if (number.signum() == 0) {
                return "0";
            }
            BigDecimal stripped = number.stripTrailingZeros();
            return stripped.unscaledValue() + "e" + -(long) stripped.scale();
        } catch (ArithmeticException | NumberFormatException e) {
            // An exponent beyond what a decimal can hold: such a number is equal to what is written the same way.
            return in.getText();
        }
    }

    /** Tags and lengths keep neighbouring parts from being taken for each other. */
    private static final class Digest {

        private final MessageDigest sha = sha256();

        void tag(char kind) {
            sha.update((byte) kind);
        }

        void count(char kind, int count) {
            tag(kind);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(count).flip());
        }

        void text(char kind, String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            count(kind, utf8.length);
            sha.update(utf8);
        }

        void bytes(byte[] more) {
            sha.update(more);
        }

        byte[] end() {
            return sha.digest();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
