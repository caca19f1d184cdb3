package dev.restante.engine;

/**
 * The limits of a courier. Times are milliseconds.
 *
 * @param messages most messages it holds, sent or not; and most outcomes that are waited for
 * @param bytes the same in bytes
 * @param acceptMillis a message that is not accepted within this time is in doubt; much shorter than the time for which partitions
 *     remember a channel, {@link EngineSettings#channelMillis}
 * @param retryMillis first wait before something unanswered is sent again; doubles up to {@code maxRetryMillis}
 * @param deferMillis first wait before a deferred message is brought again; doubles up to {@code maxRetryMillis}
 * @param followMillis how often the outcome of a message is asked for while somebody waits for it
 * @param idleMillis a channel unused for this long is given up; shorter than partitions remember it
 */
public record CourierSettings(
        int messages,
        long bytes,
        long acceptMillis,
        long retryMillis,
        long maxRetryMillis,
        long deferMillis,
        long followMillis,
        long idleMillis) {

    public static CourierSettings defaults() {
        return new CourierSettings(200_000, 256L << 20, 30_000, 500, 5_000, 100, 2_000, 180_000);
    }
}
