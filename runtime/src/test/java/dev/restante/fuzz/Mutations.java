package dev.restante.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes bytes that were right once, as damage and enemies do. The same seed makes the same changes. */
public final class Mutations {

    private static final int MAX_CHANGES = 4;
    private static final int MAX_REPEATS = 64;

    /** Nothing grows beyond this: what is large is to come from claims, not from bytes. */
    private static final int MAX_SIZE = 64 << 10;

    /** Lengths and counts that nobody means, as the formats in use write them. */
    private static final List<byte[]> LARGE_NUMBERS = List.of(
            bytes(0xff, 0xff, 0xff, 0xff, 0x07),
            bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
            bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
            bytes(0x80, 0x80, 0x80, 0x80, 0x04),
            bytes(0x7f, 0xff, 0xff, 0xff),
            bytes(0xff, 0xff, 0xff, 0xff),
            bytes(0x80, 0x00, 0x00, 0x00),
            bytes(0x7f, 0xff),
            bytes(0xff, 0xff));

    private final List<byte[]> samples;
    private final List<byte[]> tokens;
    private final SplittableRandom random;

    /** @param tokens what means something in the format, to be put anywhere */
    public Mutations(long seed, List<byte[]> samples, String... tokens) {
        this.samples = samples;
        this.tokens = new ArrayList<>(LARGE_NUMBERS);
        for (String token : tokens) {
            this.tokens.add(token.getBytes(StandardCharsets.UTF_8));
        }
        this.random = new SplittableRandom(seed);
    }

    /** One of the samples, with some changes. */
    public byte[] next() {
        byte[] bytes = sample().clone();
        for (int changes = random.nextInt(1, MAX_CHANGES + 1); changes > 0; changes--) {
            byte[] changed = changed(bytes);
            bytes = changed.length > MAX_SIZE ? Arrays.copyOf(changed, MAX_SIZE) : changed;
        }
        return bytes;
    }

    private byte[] sample() {
        return samples.get(random.nextInt(samples.size()));
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(1, 20));
        return switch (random.nextInt(8)) {
            case 0, 1 -> withBitFlipped(bytes);
            case 2 -> Arrays.copyOf(bytes, from);
            case 3 -> replaced(bytes, from, new byte[0], to);
            case 4 -> replaced(bytes, from, token(), from);
            case 5 -> overwritten(bytes, from, token());
            case 6 -> replaced(bytes, to, repeated(Arrays.copyOfRange(bytes, from, to)), to);
            default -> spliced(bytes, from);
        };
    }

    private byte[] withBitFlipped(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] token() {
        return tokens.get(random.nextInt(tokens.size()));
    }

    private static byte[] overwritten(byte[] bytes, int from, byte[] token) {
        return replaced(bytes, from, token, Math.min(bytes.length, from + token.length));
    }

    private byte[] repeated(byte[] piece) {
        byte[] repeats = new byte[piece.length * random.nextInt(1, MAX_REPEATS)];
        for (int at = 0; at < repeats.length; at++) {
            repeats[at] = piece[at % piece.length];
        }
        return repeats;
    }

    /** The beginning of one and the end of another. */
    private byte[] spliced(byte[] bytes, int from) {
        byte[] other = sample();
        int otherFrom = random.nextInt(other.length + 1);
        return replaced(bytes, from, Arrays.copyOfRange(other, otherFrom, other.length), bytes.length);
    }

    private static byte[] replaced(byte[] bytes, int from, byte[] middle, int to) {
        byte[] joined = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, joined, 0, from);
        System.arraycopy(middle, 0, joined, from, middle.length);
        System.arraycopy(bytes, to, joined, from + middle.length, bytes.length - to);
        return joined;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
