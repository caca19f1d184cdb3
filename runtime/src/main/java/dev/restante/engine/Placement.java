package dev.restante.engine;

import dev.restante.ActorId;

/** Says which partition an actor belongs to. The answer is part of the stored format: it never changes for a given partition count. */
public final class Placement {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Placement() {}

    /** The partition of {@code id}, from 0 to {@code partitions - 1}. Actors with the same co-location tag share one. */
    public static int partitionOf(ActorId id, int partitions) {
        String tag = id.tag();
        long hash = tag.isEmpty() ? add(add(FNV_OFFSET, id.type()) * FNV_PRIME, id.key()) : add(FNV_OFFSET, tag);
        return (int) Long.remainderUnsigned(mix(hash), partitions);
    }

    private static long add(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = (result ^ text.charAt(i)) * FNV_PRIME;
        }
        return result;
    }

    /** The finalizer of MurmurHash3 (Appleby): spreads what FNV-1a leaves in the low bits. */
    private static long mix(long hash) {
        long result = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        result = (result ^ (result >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return result ^ (result >>> 33);
    }
}
