package dev.restante.persistence.transfer;

/** What was copied, and found again afterwards. */
public record TransferReport(long records, long checkpoints, long rows, long bytes) {}
