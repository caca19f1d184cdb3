package dev.restante.persistence.transfer;

import java.io.IOException;

/** A store that is being filled. Until it is {@linkplain #complete completed} nobody sees any of it. Used by one thread. */
public interface StoreTarget extends AutoCloseable {

    void put(StoredItem item) throws IOException;

    /** What was put, read back from where it now is. To be asked once; nothing can be put any more. */
    StoreSource written() throws IOException;

    /** Makes it a store, durably. */
    void complete() throws IOException;

    /** Gives up what was not completed. */
    @Override
    void close() throws IOException;
}
