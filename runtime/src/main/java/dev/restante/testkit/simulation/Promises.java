package dev.restante.testkit.simulation;

import dev.restante.Refusal;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Outcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients and operators were told, and what follows from it for each message. */
final class Promises {

    private final Play play;
    private final Map<Label, SentMessage> sent = new LinkedHashMap<>();
    private final Set<Attempt> open = new LinkedHashSet<>();
    private final Set<Label> redriven = new HashSet<>();
    private final Set<Label> takenBack = new HashSet<>();
    private final Set<Label> cancelled = new HashSet<>();
    private final Set<Integer> purged = new HashSet<>();
    private int attempts;

    Promises(Play play) {
        this.play = play;
    }

    /** @param follows whether the client waits for the outcome */
    Attempt attempt(SentMessage message, Sender sender, boolean follows) {
        sent.put(message.label, message);
        message.attempted();
        Attempt attempt = new Attempt(++attempts, message, sender, follows);
        open.add(attempt);
        return attempt;
    }

    /** One way of a message through a courier. */
    final class Attempt implements Sending {
        private final int number;
        private final SentMessage message;
        private final Sender sender;
        private final boolean follows;
        private boolean accepted;

        private Attempt(int number, SentMessage message, Sender sender, boolean follows) {
            this.number = number;
            this.message = message;
            this.sender = sender;
            this.follows = follows;
        }

        @Override
        public boolean hears(CourierOutput.ToSender told) {
            if (told instanceof CourierOutput.Accepted receipt) {
                accepted(receipt);
                return !follows;
            }
            open.remove(this);
            if (told instanceof CourierOutput.Refused refused) {
                refused(refused.refusal());
            } else if (told instanceof CourierOutput.InDoubt) {
                inDoubt();
            } else if (told instanceof CourierOutput.Finished finished) {
                finished(finished.outcome());
            } else {
                gaveUp();
            }
            return true;
        }

        @Override
        public void lost() {
            open.remove(this);
            if (!accepted) {
                note(message.label, "is in doubt: its courier is gone");
                sender.inDoubt(message);
            }
        }

        private void accepted(CourierOutput.Accepted receipt) {
            note(message.label, "accepted as", receipt.id(), receipt.duplicate() ? "again" : "");
            count(receipt.duplicate() ? "duplicates answered" : "messages accepted");
            if (accepted) {
                throw World.violation(message.label + " was accepted twice in one sending", message.label);
            }
            accepted = true;
            message.accepted(receipt.id(), receipt.duplicate());
            if (!follows) {
                open.remove(this);
            }
            sender.accepted(message);
        }

        private void refused(Refusal refusal) {
            note(message.label, "refused:", refusal);
            count("refused " + refusal);
            if (accepted || (refusal == Refusal.KEY_REUSED && !message.invalid)) {
                throw World.violation("I2: " + message.label + " was refused as " + refusal, message.label);
            }
            message.refused();
        }

        private void inDoubt() {
            note(message.label, "is in doubt");
            count("messages in doubt");
            if (accepted) {
                throw World.violation("I1: " + message.label + " is in doubt after its receipt", message.label);
            }
            sender.inDoubt(message);
        }

        private void finished(Outcome outcome) {
            note(message.label, "came to", outcome.state());
            count("outcomes " + outcome.state());
            if (!accepted
                    || !outcome.id().equals(message.id())
                    || !outcome.state().isFinal()) {
                throw World.violation(
                        "I9: " + message.label + " got the outcome " + outcome, message.label, outcome.id());
            }
            message.finished(outcome.state());
            if (outcome.reply() != null) {
                ScriptedReply reply = ScriptedReply.read(outcome.reply());
                if (!reply.label().equals(message.label)) {
                    throw World.violation("I9: " + message.label + " got the reply to " + reply.label(), message.label);
                }
                play.claims.add(message.label.receiver(), reply.index(), reply.label());
            }
        }

        private void gaveUp() {
            count("waits given up");
            if (!accepted) {
                throw World.violation("gave up on " + message.label + " without a receipt", message.label);
            }
        }

        private void note(Object... parts) {
            play.world.trace.note(parts);
        }

        private void count(String happening) {
            play.world.tally.count(happening);
        }

        @Override
        public String toString() {
            return "sending " + number;
        }
    }

    /** Labels of sendings that still wait for an answer. */
    List<Label> unanswered() {
        return open.stream().map(attempt -> attempt.message.label).toList();
    }

    Collection<SentMessage> sent() {
        return sent.values();
    }

    @Nullable SentMessage sent(Label label) {
        return sent.get(label);
    }

    boolean isNeverToBeApplied(Label label) {
        SentMessage message = sent.get(label);
        boolean refused = message == null ? label.isFromClient() : message.isRefusedForGood();
        return refused || cancelled.contains(label);
    }

    /** Whether a message may take another place than the order of its sending gives it. */
    boolean isOutOfOrder(Label label) {
        SentMessage message = sent.get(label);
        boolean sentOutOfOrder = message != null && (message.isDelayed() || message.isRepeated());
        return sentOutOfOrder || redriven.contains(label);
    }

    boolean isRedriven(Label label) {
        return redriven.contains(label);
    }

    void redriven(Label label) {
        redriven.add(label);
        SentMessage message = sent.get(label);
        if (message != null) {
            message.redriven();
        }
    }

    /** A message that somebody cancelled, or tried to. */
    void mayBeTakenBack(Label label) {
        takenBack.add(label);
    }

    /** Somebody was told that a message is cancelled. */
    void cancelled(Label label) {
        cancelled.add(label);
    }

    boolean isCancelled(Label label) {
        return cancelled.contains(label);
    }

    void mayBePurged(int actor) {
        purged.add(actor);
    }

    /** Whether an accepted message may end without being applied, rejected or dead. */
    boolean mayVanish(Label label) {
        SentMessage message = sent.get(label);
        boolean expires = message != null && message.canExpire();
        return expires || takenBack.contains(label) || purged.contains(label.receiver());
    }
}
