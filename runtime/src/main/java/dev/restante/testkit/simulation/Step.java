package dev.restante.testkit.simulation;

import java.util.List;

/**
 * One thing that a scripted message makes its receiver do.
 *
 * @param actor index of the actor concerned
 * @param amount milliseconds, cents or attempts, as the kind says
 * @param timer number of a named timer, 0 for none
 * @param then script of the message that the step sends
 */
record Step(Kind kind, int actor, int amount, int timer, List<Step> then) {

    enum Kind {
        TELL,
        TELL_LATER,
        CANCEL_TIMER,
        PAY,
        CREDIT,
        REPLY,
        /** Tells the topic of an event. */
        PUBLISH,
        /** Tells every subscriber of the topic. */
        PASS_ON,
        REJECT,
        /** Throws on the first {@code amount} attempts. */
        FAIL,
        /** Cannot be decoded as long as faults last. */
        UNREADABLE,
        /** Kills the node on the first {@code amount} attempts. */
        KILL,
        CALL
    }

    static Step of(Kind kind) {
        return new Step(kind, 0, 0, 0, List.of());
    }

    static Step of(Kind kind, int amount) {
        return new Step(kind, 0, amount, 0, List.of());
    }

    static Step tell(int actor, List<Step> then) {
        return new Step(Kind.TELL, actor, 0, 0, then);
    }

    static Step tellLater(int actor, int delay, int timer, List<Step> then) {
        return new Step(Kind.TELL_LATER, actor, delay, timer, then);
    }

    static Step pay(int actor, int cents) {
        return new Step(Kind.PAY, actor, cents, 0, List.of());
    }

    @Override
    public String toString() {
        return switch (kind) {
            case TELL -> "tell a" + actor + then;
            case TELL_LATER -> "tell a" + actor + " in " + amount + " ms as timer " + timer + then;
            case CANCEL_TIMER -> "cancel timer " + timer;
            case PAY -> "pay a" + actor + " " + amount;
            case CREDIT, FAIL, KILL -> kind + " " + amount;
            case REPLY, PUBLISH, PASS_ON, REJECT, UNREADABLE, CALL -> kind.toString();
        };
    }
}
