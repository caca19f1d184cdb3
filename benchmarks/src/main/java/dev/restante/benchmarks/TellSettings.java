package dev.restante.benchmarks;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The load of {@code bench tell}.
 *
 * @param mailboxes actors that receive
 * @param payloadBytes length of the text in each message
 * @param duration of each measured part
 * @param inFlight most messages without a receipt
 * @param nodes in this process, each of which takes its share of the messages
 * @param directory where the stores are made; on the disk that is to be measured
 */
record TellSettings(int mailboxes, int payloadBytes, Duration duration, int inFlight, int nodes, Path directory) {

    TellSettings {
        if (mailboxes < 1
                || payloadBytes < 1
                || inFlight < 1
                || nodes < 1
                || duration.isNegative()
                || duration.isZero()) {
            throw new IllegalArgumentException("mailboxes, payload, seconds, in-flight and nodes must be at least 1");
        }
    }

    String text() {
        return "x".repeat(payloadBytes);
    }
}
