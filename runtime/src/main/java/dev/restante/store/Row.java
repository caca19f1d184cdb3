package dev.restante.store;

/** One stored row. The arrays are shared, not copied: nobody changes them after they were handed over. */
public record Row(byte[] key, byte[] value) {}
