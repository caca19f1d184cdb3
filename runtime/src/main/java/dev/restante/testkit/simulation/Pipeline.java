package dev.restante.testkit.simulation;

import java.util.List;

/**
 * Keyed messages from one client to one actor, sent one after the other without waiting. When answers stay away, those without one are sent
 * again, in their order, through another node, while the first may still be on their way: so copies of several messages meet.
 */
final class Pipeline implements Sender {

    private static final int MOST_ROUNDS = 3;
    private static final int LONGEST_GAP_MILLIS = 5;
    private static final int LONGEST_WAIT_MILLIS = 3_000;

    private final Play play;
    private final World world;
    private final Client client;
    private final List<SentMessage> messages;
    private int rounds;
    private boolean done;

    Pipeline(Play play, Client client, List<SentMessage> messages) {
        this.play = play;
        this.world = play.world;
        this.client = client;
        this.messages = List.copyOf(messages);
    }

    /** Sends through {@code over} what has no answer yet. */
    void sendOver(CourierHost over) {
        rounds++;
        sendFrom(0, over);
    }

    /** Whether nothing is to be sent again any more. */
    boolean isDone() {
        return done;
    }

    private void sendFrom(int index, CourierHost over) {
        int next = index;
        while (next < messages.size() && messages.get(next).isAnswered()) {
            next++;
        }
        if (next == messages.size() || !over.isAlive()) {
            world.agenda.after(patience(), () -> lookForAnswers(over));
            return;
        }
        client.send(over, messages.get(next), this);
        int following = next + 1;
        world.agenda.after(world.chance.between(0, LONGEST_GAP_MILLIS), () -> sendFrom(following, over));
    }

    /** Mostly about as long as an answer takes, so that the next round meets the last. */
    private int patience() {
        int usual = 2 * (world.faults().networkMillis() + world.faults().storageMillis());
        return world.chance.between(1, world.chance.oneIn(4) ? LONGEST_WAIT_MILLIS : usual);
    }

    private void lookForAnswers(CourierHost last) {
        if (rounds == MOST_ROUNDS || messages.stream().allMatch(SentMessage::isAnswered)) {
            done = true;
            return;
        }
        CourierHost other = client.courierOtherThan(last);
        if (other == null) {
            world.agenda.after(LONGEST_WAIT_MILLIS, () -> lookForAnswers(last));
            return;
        }
        world.tally.count("pipelines sent again");
        sendOver(other);
    }

    @Override
    public void accepted(SentMessage message) {
        // What it has an answer to is left out of the next round.
    }

    @Override
    public void inDoubt(SentMessage message) {
        // The next round sends it again.
    }

    /**
     * Holds what the receiver applied against the order of sending. Each sending of a message goes before that of its successors through the
     * same courier. So where each of them was accepted, as the first or as a repeat, the message has its place before its successors. One that
     * was refused, or may have been, was rightly overtaken.
     */
    void checkOrder(List<Diary> diaries) {
        List<Label> entries = diaries.get(messages.get(0).label.receiver()).entries();
        for (int i = 0; i < messages.size(); i++) {
            SentMessage earlier = messages.get(i);
            if (earlier.isAcceptedEachTime() && !play.promises.isRedriven(earlier.label)) {
                messages.subList(i + 1, messages.size()).forEach(later -> checkOrder(earlier, later, entries));
            }
        }
    }

    private static void checkOrder(SentMessage earlier, SentMessage later, List<Label> entries) {
        int place = entries.indexOf(later.label);
        if (place >= 0 && entries.indexOf(earlier.label) > place) {
            throw World.violation(
                    "I3: " + earlier.label + " is applied after " + later.label + ", which was sent after it each time",
                    earlier.label,
                    later.label);
        }
    }
}
