package dev.restante.testkit.simulation;

import dev.restante.engine.Delivery;
import java.util.List;

/** Checks each message at the moment when a behavior applies it: never twice, never out of order, never one that was refused. */
final class WatchedStage implements ScriptedCell.Stage {

    private final Play play;
    private final World world;
    private final PartitionHost host;

    WatchedStage(Play play, PartitionHost host) {
        this.play = play;
        this.world = play.world;
        this.host = host;
    }

    @Override
    public boolean faultsLast() {
        return !world.isHealed();
    }

    @Override
    public boolean endsTurnEarly() {
        return world.befalls(Fault.SHORT_TURN);
    }

    @Override
    public void plays(int actor, ScriptedMessage message, Delivery delivery, Diary before, long now) {
        Label label = message.label();
        world.trace.note(host, "applies", label, message.steps(), "attempt", delivery.attempt());
        checkReceiver(actor, message);
        // One who was replaced does not know what its successor did, or reads rows of it; what it makes of that is
        // never committed.
        if (!host.isReplaced()) {
            checkOrder(label, before);
            checkTime(message, now);
        }
        world.tally.count("messages applied");
    }

    @Override
    public void rejects(int actor, ScriptedMessage message, Diary before) {
        checkReceiver(actor, message);
        world.tally.count("messages rejected");
    }

    @Override
    public void setsNamedTimer(Label label) {
        play.promises.mayBeTakenBack(label);
    }

    private void checkReceiver(int actor, ScriptedMessage message) {
        Label label = message.label();
        if (label.receiver() != actor) {
            throw World.violation("I3: " + label + " was handed to a" + actor, label);
        }
        if (!host.isReplaced() && play.promises.isNeverToBeApplied(label)) {
            throw World.violation("I4: " + label + " was refused or cancelled and is handled all the same", label);
        }
    }

    private void checkTime(ScriptedMessage message, long now) {
        Label label = message.label();
        if (play.promises.isRedriven(label)) {
            return;
        }
        boolean early = label.isFromClient() ? isEarlyForOwner(message) : isEarlyForActor(message, now);
        if (early) {
            throw World.violation("I7: " + label + " was handled " + (message.notBefore() - now) + " ms early", label);
        }
    }

    /** Clients name a time of day, which the receiver's partition compares with its own clock. */
    private boolean isEarlyForOwner(ScriptedMessage message) {
        return !world.clocks.hasReached(host.partition(), message.notBefore());
    }

    /** Actors name a delay: with clocks that are set meanwhile nobody can tell what time it should end at. */
    private boolean isEarlyForActor(ScriptedMessage message, long now) {
        boolean clocksAreSet = world.faults().level(Fault.CLOCK_JUMP) > 0;
        return !clocksAreSet && now + 2L * world.faults().level(Fault.SKEW) < message.notBefore();
    }

    private void checkOrder(Label label, Diary before) {
        List<Label> entries = before.entries();
        if (entries.contains(label)) {
            throw World.violation("I2: " + label + " is applied a second time", label, "a" + label.receiver());
        }
        if (!label.isOrdered() || play.promises.isOutOfOrder(label)) {
            return;
        }
        for (Label earlier : entries) {
            if (earlier.lane() == label.lane()
                    && earlier.number() > label.number()
                    && !play.promises.isOutOfOrder(earlier)) {
                throw World.violation("I3: " + label + " is applied after " + earlier, label, earlier);
            }
        }
    }
}
