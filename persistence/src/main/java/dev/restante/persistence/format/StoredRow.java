package dev.restante.persistence.format;

/** A sealed row under the key that its seal covers. */
public record StoredRow(byte[] key, byte[] row) {}
