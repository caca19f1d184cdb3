package dev.restante.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Feeds a decoder with damaged bytes. Only what it declares may come out of it, and what it allocates is bounded by what it was given. A
 * failure says with which seed and bytes.
 */
public final class Fuzz {

    private static final long SEED = 20_300_101;
    private static final int ROUNDS = 10_000;
    private static final int LONG_ROUNDS = 500_000;
    private static final int SHOWN_BYTES = 2_000;

    /** For exceptions with their traces, and what is made ready before the first byte is read. */
    private static final long FIXED_BYTES = 512 << 10;

    /** A byte can stand for an object or two. */
    private static final long BYTES_PER_BYTE = 400;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long seed;
    private final int rounds;

    private Fuzz(long seed, int rounds) {
        this.seed = seed;
        this.rounds = rounds;
    }

    /** Reads bytes, or throws. */
    public interface Decoder {
        void decode(byte[] bytes) throws Exception;
    }

    /** Some seconds for all decoders together, and always the same. */
    public static Fuzz ordinary() {
        return new Fuzz(SEED, ROUNDS);
    }

    /** Never the same; a failure names the seed. */
    public static Fuzz randomly() {
        return new Fuzz(ThreadLocalRandom.current().nextLong(), LONG_ROUNDS);
    }

    /** For decoders that take long: a part of the rounds. */
    public Fuzz fewer(int times) {
        return new Fuzz(seed, rounds / times);
    }

    /**
     * Fails unless every damaged sample is read or refused with {@code declared}.
     *
     * @param samples the first of which the decoder reads
     * @param tokens what means something in the format
     */
    public void run(Class<? extends Exception> declared, Decoder decoder, List<byte[]> samples, String... tokens)
            throws Exception {
        decoder.decode(samples.get(0).clone());
        Mutations mutations = new Mutations(seed, samples, tokens);
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = mutations.next();
            String words = words(round, bytes);
            long most = FIXED_BYTES + BYTES_PER_BYTE * bytes.length;
            long allocated = allocatedBy(decoder, bytes, declared, words);
            if (allocated > most) {
                // A path that is taken for the first time loads classes; what is asked is what it costs from then on.
                allocated = allocatedBy(decoder, bytes, declared, words);
            }
            if (allocated > most) {
                throw new AssertionError(allocated + " bytes allocated with " + words);
            }
        }
    }

    private static long allocatedBy(Decoder decoder, byte[] bytes, Class<? extends Exception> declared, String words) {
        byte[] own = bytes.clone();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            decoder.decode(own);
        } catch (Exception | Error e) {
            if (!declared.isInstance(e)) {
                throw new AssertionError(e + " with " + words, e);
            }
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private String words(int round, byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
        return "seed " + seed + ", round " + round + ", " + bytes.length + " bytes: " + hex;
    }
}
