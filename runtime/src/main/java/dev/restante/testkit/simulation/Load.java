package dev.restante.testkit.simulation;

/**
 * What clients and operators do in a history.
 *
 * @param clients how many send
 * @param messages how many each client sends
 * @param hotPercent share of all messages that goes to one actor
 * @param largestPadding most bytes that a message is made larger by
 * @param millis virtual time over which they send
 * @param endMillis nothing is sent and nothing goes wrong from this time on; less than {@code millis} shows how a longer history began
 * @param operations how many requests operators make meanwhile
 */
public record Load(
        int clients, int messages, int hotPercent, int largestPadding, int millis, int endMillis, int operations) {

    static Load drawn(Chance chance) {
        int millis = chance.between(2_000, 20_000);
        return new Load(
                chance.between(1, 4),
                chance.oneIn(6) ? chance.between(100, 200) : chance.between(10, 60),
                chance.oneIn(3) ? chance.between(30, 90) : 0,
                chance.oneIn(20) ? 40_000 : 900,
                millis,
                millis,
                chance.oneIn(3) ? 0 : chance.between(1, 40));
    }

    static Load light() {
        return new Load(3, 40, 0, 900, 5_000, 5_000, 0);
    }

    public Load withClients(int newClients) {
        return new Load(newClients, messages, hotPercent, largestPadding, millis, endMillis, operations);
    }

    public Load withMessages(int newMessages) {
        return new Load(clients, newMessages, hotPercent, largestPadding, millis, endMillis, operations);
    }

    public Load withEnd(int newEndMillis) {
        return new Load(clients, messages, hotPercent, largestPadding, millis, newEndMillis, operations);
    }

    public Load withOperations(int newOperations) {
        return new Load(clients, messages, hotPercent, largestPadding, millis, endMillis, newOperations);
    }

    @Override
    public String toString() {
        return clients + " clients with " + messages + " messages each within " + millis + " ms"
                + (endMillis < millis ? ", cut off after " + endMillis + " ms" : "") + ", " + hotPercent
                + " % of them to one actor, up to " + largestPadding + " bytes larger; " + operations + " operations";
    }
}
