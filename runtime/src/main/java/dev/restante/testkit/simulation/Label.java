package dev.restante.testkit.simulation;

/**
 * Tells one message of a history from all others.
 *
 * @param lane who sent it, and how
 * @param receiver index of the actor it goes to
 * @param number counts from 1 within lane and receiver
 */
record Label(int lane, int receiver, int number) {

    private static final int DELAYED = 1_000;
    private static final int ANSWERS = 2_000;
    private static final int CLIENTS = 10_000;

    /** What {@code actor} tells others at once. */
    static int directOf(int actor) {
        return actor;
    }

    /** What {@code actor} sends with a delay: it arrives in the order it comes due. */
    static int delayedOf(int actor) {
        return DELAYED + actor;
    }

    /** What the outside world answers to the calls of {@code actor}. */
    static int answersTo(int actor) {
        return ANSWERS + actor;
    }

    /** What a client sends over its {@code connection}, numbered over all clients. */
    static int clientLane(int connection) {
        return CLIENTS + connection;
    }

    boolean isFromClient() {
        return lane >= CLIENTS;
    }

    boolean isOrdered() {
        return lane < DELAYED || isFromClient();
    }

    @Override
    public String toString() {
        return sender() + ">a" + receiver + "#" + number;
    }

    private String sender() {
        if (isFromClient()) {
            return "c" + (lane - CLIENTS);
        }
        if (lane >= ANSWERS) {
            return "answers-a" + (lane - ANSWERS);
        }
        return lane >= DELAYED ? "later-a" + (lane - DELAYED) : "a" + lane;
    }
}
