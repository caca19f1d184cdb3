package dev.restante.behavior;

import static org.assertj.core.api.Assertions.fail;

import dev.restante.InvalidMessageException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies that were right once: whatever is done to them, they are read or refused. */
class OutsideBodyFuzzTest {

    private static final long SEED = 20_260_101;
    private static final int ROUNDS = 10_000;
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "-1",
            "1e400",
            "1e-400",
            "1e2147483648",
            "\"\"",
            "\"\\ud800\"",
            "{}",
            "[]",
            "[[",
            "{\"",
            "\\u0000",
            "9".repeat(2_000),
            "\ufeff",
            "NaN",
            ",",
            ":",
            "\"@type\":\"card\"",
            "PT-1S",
            "+999999999-12-31T23:59:59Z");

    private final Codecs codecs = new Codecs();

    @Test
    void a_damaged_body_is_read_or_refused_and_never_anything_else() {
        Random random = new Random(SEED);
        RecordCodec<RecordCodecTest.Everything> codec = codecs.of(RecordCodecTest.Everything.class);
        byte[] intact = codec.write(RecordCodecTest.everything()).bytes();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = damaged(intact, random);
            try {
                CanonicalJson.hash(
                        "Everything", codec.write(codec.readOutside(body)).bytes());
            } catch (InvalidMessageException expected) {
                if (expected.getMessage().length() > 700 || expected.field().length() > 200) {
                    fail("an answer too long for seed %d, round %d: %s", SEED, round, expected.getMessage());
                }
            } catch (RuntimeException | Error e) {
                fail(
                        "seed " + SEED + ", round " + round + ", body "
                                + HexFormat.of().formatHex(body),
                        e);
            }
        }
    }

    private static byte[] damaged(byte[] intact, Random random) {
        byte[] body = intact.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(body.length);
            body = switch (random.nextInt(4)) {
                case 0 -> withByte(body, at, (byte) random.nextInt());
                case 1 -> joined(body, at, new byte[0], Math.min(body.length, at + 1 + random.nextInt(20)));
                case 2 -> joined(body, at, piece(random), at);
                default -> joined(body, at, piece(random), Math.min(body.length, at + 1 + random.nextInt(12)));
            };
            if (body.length == 0) {
                return body;
            }
        }
        return body;
    }

    private static byte[] piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withByte(byte[] body, int at, byte value) {
        byte[] changed = body.clone();
        changed[at] = value;
        return changed;
    }

    /** The body with what lies between {@code from} and {@code to} replaced. */
    private static byte[] joined(byte[] body, int from, byte[] middle, int to) {
        byte[] joined = new byte[from + middle.length + body.length - to];
        System.arraycopy(body, 0, joined, 0, from);
        System.arraycopy(middle, 0, joined, from, middle.length);
        System.arraycopy(body, to, joined, from + middle.length, body.length - to);
        return joined;
    }
}
