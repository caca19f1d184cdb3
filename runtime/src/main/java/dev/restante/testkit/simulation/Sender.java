package dev.restante.testkit.simulation;

/** Hears what couriers say about its messages. */
interface Sender {

    /** A receipt came. */
    void accepted(SentMessage message);

    /** Nobody will tell any more what became of one sending. */
    void inDoubt(SentMessage message);
}
