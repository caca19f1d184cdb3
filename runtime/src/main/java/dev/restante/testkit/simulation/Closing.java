package dev.restante.testkit.simulation;

import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.MessageState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Balances the books of a history that has drained: each message that was accepted is applied once, rejected, dead, or ended in a way
 * that somebody asked for; and the partitions' own figures say the same.
 */
final class Closing {

    private final Play play;
    private final Survey survey;
    private final List<SentMessage> sent;
    private final List<Diary> diaries;
    private final Set<Label> applied = new HashSet<>();
    private final Set<Label> dead = new HashSet<>();
    private long vanished;
    private long rejected;
    private long accepted;
    private long doubtful;

    Closing(Play play, Survey survey, List<SentMessage> sent, List<Diary> diaries) {
        this.play = play;
        this.survey = survey;
        this.sent = sent;
        this.diaries = diaries;
    }

    void check() {
        for (int actor = 0; actor < diaries.size(); actor++) {
            applied.addAll(diaries.get(actor).entries());
            play.claims.check(actor, diaries.get(actor), "the end");
        }
        new DeadLetterCheck(play).check(survey.deadLetters());
        for (DeadLetter letter : survey.deadLetters()) {
            dead.add(ScriptedMessage.read(letter.payload()).label());
        }
        applied.stream().filter(play.promises::isCancelled).forEach(label -> {
            throw World.violation("I4: " + label + " was cancelled and is applied all the same", label);
        });
        sent.forEach(this::checkSent);
        play.clients.forEach(client -> client.checkOrder(diaries));
        for (int actor = 0; actor < diaries.size(); actor++) {
            checkSends(actor, diaries.get(actor));
        }
        checkFigures(survey.audit());
        checkMoney();
        play.world.tally.count("dead letters", survey.deadLetters().size());
    }

    private void checkSent(SentMessage message) {
        Label label = message.label;
        if (message.isRefusedForGood()) {
            if (applied.contains(label) || dead.contains(label)) {
                throw World.violation("I4: " + label + " was refused and is there all the same", label);
            }
        } else if (message.isInDoubt()) {
            doubtful++;
        } else if (message.isAccepted()) {
            accepted++;
            checkOutcome(message);
            checkEnded(label, ScriptedMessage.read(message.payload).has(Step.Kind.REJECT));
        }
    }

    private void checkOutcome(SentMessage message) {
        MessageState outcome = message.outcome();
        boolean mayHaveChanged = play.promises.isOutOfOrder(message.label) && outcome == MessageState.DEAD;
        if (outcome == null || mayHaveChanged) {
            return;
        }
        if ((outcome == MessageState.PROCESSED) != applied.contains(message.label)) {
            throw World.violation(
                    "I2: " + message.label + " came to " + outcome + " but is "
                            + (applied.contains(message.label) ? "applied" : "not applied"),
                    message.label);
        }
    }

    private void checkSends(int sender, Diary diary) {
        for (int receiver = 0; receiver < diaries.size(); receiver++) {
            checkLane(Label.directOf(sender), receiver, diary.told(receiver));
            checkLane(Label.delayedOf(sender), receiver, diary.delayed(receiver));
        }
        checkLane(Label.answersTo(sender), sender, diary.calls());
    }

    private void checkLane(int lane, int receiver, int count) {
        for (int number = 1; number <= count; number++) {
            accepted++;
            checkEnded(new Label(lane, receiver, number), false);
        }
    }

    private void checkEnded(Label label, boolean rejects) {
        boolean isApplied = applied.contains(label);
        boolean isDead = dead.contains(label);
        if (isApplied && isDead) {
            throw World.violation("I13: " + label + " is applied and a dead letter too", label);
        }
        if (isApplied || isDead) {
            return;
        }
        if (play.promises.mayVanish(label)) {
            vanished++;
        } else if (rejects) {
            rejected++;
        } else {
            String promise = label.lane() == Label.directOf(Cast.TOPIC) ? "I8: " : "I1: ";
            throw World.violation(promise + label + " was accepted and is nowhere", label, "a" + label.receiver());
        }
    }

    private void checkFigures(Audit audit) {
        checkFigure("accepted", audit.accepted(), accepted, accepted + doubtful);
        checkFigure("processed", audit.processed(), applied.size(), applied.size());
        checkFigure("dead", audit.dead(), dead.size(), dead.size());
        long ended = audit.expired() + audit.cancelled() + audit.purged() + audit.rejected();
        checkFigure("ended otherwise", ended, vanished + rejected, vanished + rejected + doubtful);
        play.world.tally.count("expired", audit.expired());
        play.world.tally.count("cancelled", audit.cancelled());
    }

    private void checkFigure(String name, long figure, long low, long high) {
        if (figure < low || figure > high) {
            throw World.violation("I1: the audit says " + figure + " " + name + ", the history has "
                    + (low == high ? low : low + " to " + high) + ": " + survey.audit());
        }
    }

    /** Payments move money and make none; those that lie as dead letters are still on their way. */
    private void checkMoney() {
        boolean allArrived = vanished == 0 && dead.isEmpty();
        long total = diaries.stream().mapToLong(Diary::balance).sum();
        if (allArrived && total != Diary.OPENING_BALANCE * diaries.size()) {
            throw World.violation("I2: the balances add up to " + total);
        }
    }
}
