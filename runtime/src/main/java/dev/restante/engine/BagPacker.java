package dev.restante.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Fills bags up to a size. A message that is larger than a bag has one of its own. */
final class BagPacker {

    private final int maxBytes;
    private final Consumer<List<Envelope>> full;
    private List<Envelope> bag = new ArrayList<>();
    private int bytes;

    BagPacker(int maxBytes, Consumer<List<Envelope>> full) {
        this.maxBytes = maxBytes;
        this.full = full;
    }

    void add(Envelope envelope, int size) {
        if (!bag.isEmpty() && bytes + size > maxBytes) {
            close();
        }
        bag.add(envelope);
        bytes += size;
    }

    /** Gives out the last bag, if there is anything in it. */
    void close() {
        if (!bag.isEmpty()) {
            full.accept(bag);
            bag = new ArrayList<>();
            bytes = 0;
        }
    }
}
