package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of a user's scenario: sends one message after the other, over one connection at a time. */
final class Correspondent {

    private static final int LONGEST_GAP_MILLIS = 1_000;
    private static final int LONGEST_WAIT_MILLIS = 3_000;

    /** Once in so many times a client forgets that it has a receipt, and sends again. */
    private static final int FORGETS = 5;

    private final World world;
    private final String name;
    private final Chance chance;
    private final List<Letter> letters = new ArrayList<>();
    private @Nullable CourierHost courier;
    private long lastSend;
    private int sendsDue;

    Correspondent(World world, String name) {
        this.world = world;
        this.name = name;
        chance = world.chance.fork();
    }

    /** Sends a message some time after the one before. */
    void post(Consignment consignment) {
        Letter letter = new Letter(world, this, consignment);
        letters.add(letter);
        lastSend = Math.max(lastSend, world.agenda.now()) + chance.between(0, LONGEST_GAP_MILLIS);
        sendAt(lastSend, letter);
    }

    /** Whether the client forgets what it just heard. */
    boolean forgets() {
        return !world.isHealed() && !world.faults().kinds().isEmpty() && chance.oneIn(FORGETS);
    }

    void sendAgain(Letter letter) {
        sendAt(world.agenda.now() + chance.between(10, LONGEST_WAIT_MILLIS), letter);
    }

    /** Whether there is nothing that is still to be sent, or sent again. */
    boolean hasSentAll() {
        return sendsDue == 0;
    }

    /** When the last message was or will be sent for the first time, epoch milliseconds. */
    long lastSend() {
        return lastSend;
    }

    List<Letter> letters() {
        return letters;
    }

    private void sendAt(long time, Letter letter) {
        sendsDue++;
        world.agenda.at(time, () -> {
            sendsDue--;
            CourierHost over = connect();
            if (over == null) {
                sendAgain(letter);
            } else {
                letter.send(over);
            }
        });
    }

    private @Nullable CourierHost connect() {
        if (courier == null || !courier.isAlive() || chance.oneIn(40)) {
            List<Node> up = world.nodes.stream().filter(Node::isUp).toList();
            courier = up.isEmpty() ? null : chance.pick(up).courier();
        }
        return courier;
    }

    @Override
    public String toString() {
        return name;
    }
}
