package dev.restante.engine;

/**
 * From where a mended partition goes on.
 *
 * @param sequence highest number that any record or checkpoint of it has had
 * @param epoch highest that has claimed it
 * @param wentBack records after the last one that was read are lost, so numbers that they gave away must not be given again
 * @param reason why actors that lost something are paused, for people
 */
public record MendingTerms(long sequence, long epoch, boolean wentBack, String reason) {}
