package dev.restante.persistence.transfer;

import java.io.IOException;

/** A store to be read as it is at one moment. Used by one thread. */
public interface StoreSource extends AutoCloseable {

    /** Takes what is read. */
    interface Reader {
        void take(StoredItem item) throws IOException;
    }

    /** Gives {@code reader} everything, in any order, the same whenever it is asked. */
    void read(Reader reader) throws IOException;

    @Override
    void close() throws IOException;
}
