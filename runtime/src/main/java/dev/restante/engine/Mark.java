package dev.restante.engine;

/**
 * What is remembered about the first message of a mailbox beyond the message itself.
 *
 * @param number the message's place
 * @param attempts failed attempts
 * @param crashes how often the node stopped while only this message was handed over
 * @param batch how many messages the hand-over that was logged beforehand had; 0 when none is under way
 * @param nextAt not tried again before, epoch milliseconds
 * @param reason of the last failure
 */
record Mark(long number, int attempts, int crashes, int batch, long nextAt, String reason) {

    static Mark of(long number) {
        return new Mark(number, 0, 0, 0, 0, "");
    }

    Mark failed(String newReason, long retryAt) {
        return new Mark(number, attempts + 1, crashes, 0, retryAt, newReason);
    }

    Mark handedOver(int messages) {
        return new Mark(number, attempts, crashes, messages, nextAt, reason);
    }

    /** The node stopped during a hand-over that was logged beforehand. */
    Mark survived() {
        return new Mark(number, attempts, batch == 1 ? crashes + 1 : crashes, batch, nextAt, reason);
    }
}
