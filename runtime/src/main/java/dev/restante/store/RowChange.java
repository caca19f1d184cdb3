package dev.restante.store;

/** One change within a {@linkplain StateStore#write write}. The arrays are shared, not copied. */
public sealed interface RowChange {

    /** Sets the row at {@code key}, whether or not it existed. */
    record Put(byte[] key, byte[] value) implements RowChange {}

    /** Removes the row at {@code key}, if it exists. */
    record Delete(byte[] key) implements RowChange {}

    /** Removes all rows from {@code from} (included) to {@code to} (excluded). */
    record DeleteRange(byte[] from, byte[] to) implements RowChange {}
}
