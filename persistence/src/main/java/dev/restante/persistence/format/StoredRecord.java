package dev.restante.persistence.format;

import java.nio.ByteBuffer;

/** A record with its opened seal. */
public record StoredRecord(long sequenceNr, ByteBuffer body) {}
