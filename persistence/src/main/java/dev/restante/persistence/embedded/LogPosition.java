package dev.restante.persistence.embedded;

/**
 * Where a log begins and ends.
 *
 * @param trimmedTo the highest sequence number that was deleted, or 0
 * @param highest the highest sequence number that was written, deleted or not, or 0
 */
record LogPosition(long trimmedTo, long highest) {}
