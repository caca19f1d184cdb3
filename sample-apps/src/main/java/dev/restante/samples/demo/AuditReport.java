package dev.restante.samples.demo;

/**
 * What became of the payments, by the states of the actors.
 *
 * @param payments payments made
 * @param accounting payments in the ledgers
 * @param analytics payments in the hourly totals
 * @param fulfilment orders shipped
 * @param lost payments accepted and not made, and those made that a subscriber has not acted on
 * @param duplicated times that a subscriber has acted on a payment beyond the first
 * @param pending messages that still wait
 * @param balanced whether the node accounts for every message that it accepted
 */
record AuditReport(
        long payments,
        long accounting,
        long analytics,
        long fulfilment,
        long lost,
        long duplicated,
        long pending,
        boolean balanced) {

    boolean passed() {
        return accounting == payments
                && analytics == payments
                && fulfilment == payments
                && lost == 0
                && duplicated == 0
                && pending == 0
                && balanced;
    }

    /** The demo's last line. Part of its interface. */
    String line() {
        return "audit: payments=" + payments + " accounting=" + accounting + " analytics=" + analytics + " fulfilment="
                + fulfilment + " lost=" + lost + " duplicated=" + duplicated + " pending=" + pending + " balanced="
                + balanced;
    }
}
