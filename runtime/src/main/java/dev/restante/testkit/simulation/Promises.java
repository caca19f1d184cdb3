package dev.restante.testkit.simulation;

import dev.restante.MessageId;
import dev.restante.Refusal;
import dev.restante.engine.Outcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients and operators were told, and what follows from it for each message. */
final class Promises {

    private final World world;
    private final Map<Label, SentMessage> sent = new LinkedHashMap<>();
    private final Map<Integer, Attempt> open = new LinkedHashMap<>();
    private final Set<Label> redriven = new HashSet<>();
    private final Set<Label> takenBack = new HashSet<>();
    private final Set<Integer> purged = new HashSet<>();
    private int tokens;

    /** One way of a message through a courier. */
    private static final class Attempt {
        private final SentMessage message;
        private final Client client;
        private final boolean follows;
        private boolean accepted;

        Attempt(SentMessage message, Client client, boolean follows) {
            this.message = message;
            this.client = client;
            this.follows = follows;
        }
    }

    Promises(World world) {
        this.world = world;
    }

    int attempt(SentMessage message, Client client, boolean follows) {
        sent.put(message.label, message);
        message.attempted();
        open.put(++tokens, new Attempt(message, client, follows));
        return tokens;
    }

    /** Returns whether the outcome is still waited for. */
    boolean accepted(int token, MessageId id, boolean duplicate) {
        Attempt attempt = attempt(token);
        world.trace.note(attempt.message.label, "accepted as", id, duplicate ? "again" : "");
        world.tally.count(duplicate ? "duplicates answered" : "messages accepted");
        if (attempt.accepted) {
            throw World.violation(attempt.message.label + " was accepted twice in one sending", attempt.message.label);
        }
        attempt.accepted = true;
        attempt.message.accepted(id, duplicate);
        if (!attempt.follows) {
            open.remove(token);
        }
        attempt.client.accepted(attempt.message);
        return attempt.follows;
    }

    void refused(int token, Refusal refusal) {
        Attempt attempt = close(token);
        SentMessage message = attempt.message;
        world.trace.note(message.label, "refused:", refusal);
        world.tally.count("refused " + refusal);
        if (attempt.accepted || (refusal == Refusal.KEY_REUSED && !message.invalid)) {
            throw World.violation("I2: " + message.label + " was refused as " + refusal, message.label);
        }
        message.refused();
    }

    void inDoubt(int token) {
        Attempt attempt = close(token);
        world.trace.note(attempt.message.label, "is in doubt");
        world.tally.count("messages in doubt");
        if (attempt.accepted) {
            throw World.violation(
                    "I1: " + attempt.message.label + " is in doubt after its receipt", attempt.message.label);
        }
        attempt.client.inDoubt(attempt.message);
    }

    void finished(int token, Outcome outcome) {
        Attempt attempt = close(token);
        SentMessage message = attempt.message;
        world.trace.note(message.label, "came to", outcome.state());
        world.tally.count("outcomes " + outcome.state());
        if (!attempt.accepted
                || !outcome.id().equals(message.id())
                || !outcome.state().isFinal()) {
            throw World.violation("I9: " + message.label + " got the outcome " + outcome, message.label, outcome.id());
        }
        message.finished(outcome.state());
        if (outcome.reply() != null) {
            ScriptedReply reply = ScriptedReply.read(outcome.reply());
            if (!reply.label().equals(message.label)) {
                throw World.violation("I9: " + message.label + " got the reply to " + reply.label(), message.label);
            }
            world.claims.add(message.label.receiver(), reply.index(), reply.label());
        }
    }

    void gaveUp(int token) {
        Attempt attempt = close(token);
        world.tally.count("waits given up");
        if (!attempt.accepted) {
            throw World.violation("gave up on " + attempt.message.label + " without a receipt", attempt.message.label);
        }
    }

    /** The courier is gone, and with it every answer. */
    void lost(int token) {
        Attempt attempt = close(token);
        if (!attempt.accepted) {
            world.trace.note(attempt.message.label, "is in doubt: its courier is gone");
            attempt.client.inDoubt(attempt.message);
        }
    }

    private Attempt attempt(int token) {
        Attempt attempt = open.get(token);
        if (attempt == null) {
            throw World.violation("sending " + token + " was answered after its end", "submit " + token);
        }
        return attempt;
    }

    private Attempt close(int token) {
        Attempt attempt = attempt(token);
        open.remove(token);
        return attempt;
    }

    /** A label of a sending that still waits for an answer. */
    @Nullable Label unanswered() {
        return open.isEmpty() ? null : open.values().iterator().next().message.label;
    }

    Collection<SentMessage> sent() {
        return sent.values();
    }

    @Nullable SentMessage sent(Label label) {
        return sent.get(label);
    }

    boolean isNeverToBeApplied(Label label) {
        SentMessage message = sent.get(label);
        return message == null ? label.isFromClient() : message.isRefusedForGood();
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
