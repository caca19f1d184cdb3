package dev.restante.testkit.simulation;

import dev.restante.Audit;
import dev.restante.engine.CorruptLogException;
import dev.restante.engine.Partition;
import dev.restante.engine.Request;
import java.util.ArrayList;
import java.util.List;

/** What comes after the faults: work drains, and a restart of everything changes nothing. */
final class Aftermath {

    /** Far more than any history needs; one that does not end is livelocked. */
    private static final long MOST_EVENTS = 3_000_000;

    /** Kinds of rows: pending messages, outbox, timers, calls. */
    private static final String ROWS_OF_WHAT_WAITS = "POTC";

    static final int ROUNDS_TO_DRAIN = 60;
    static final long ROUND_MILLIS = 5_000;

    /** Delayed messages of the near future are waited for; beyond that, actors may go on reminding themselves for ever. */
    private static final int ROUNDS_FOR_TIMERS = 20;

    private final World world;
    private final boolean timersGoOn;

    private Aftermath(World world, boolean timersGoOn) {
        this.world = world;
        this.timersGoOn = timersGoOn;
    }

    /** For a history in which no message is delayed by more than seconds. */
    static Aftermath of(World world) {
        return new Aftermath(world, false);
    }

    /** For a history in which actors may delay messages for long, or without end. */
    static Aftermath withTimers(World world) {
        return new Aftermath(world, true);
    }

    void pass(long millis) {
        if (!world.agenda.runUntil(world.agenda.now() + millis, MOST_EVENTS)) {
            throw World.violation("I12: the history does not end");
        }
    }

    /** Waits until nothing waits, travels or is in doubt, and two surveys, one after the other, say the same. */
    Survey drain() {
        Survey before = null;
        Survey survey = Survey.begin(world);
        boolean wasQuiet = false;
        for (int round = 0; round < ROUNDS_TO_DRAIN; round++) {
            pass(ROUND_MILLIS);
            if (survey.isOpen()) {
                continue;
            }
            boolean onlyTimers = timersGoOn && round >= ROUNDS_FOR_TIMERS && survey.isIdle();
            boolean nothingHappens =
                    survey.isDrained() && before != null && before.audit().equals(survey.audit());
            if ((nothingHappens || onlyTimers) && wasQuiet && isQuiet()) {
                return survey;
            }
            resumePaused(survey);
            before = survey;
            wasQuiet = isQuiet();
            survey = Survey.begin(world);
        }
        List<Object> unanswered = world.company.unanswered();
        List<Object> subjects = new ArrayList<>(survey.busy());
        unanswered.stream().limit(1).forEach(subjects::add);
        throw World.violation(
                "I12: not drained long after the faults ended; unanswered: " + unanswered + "; " + survey,
                subjects.toArray());
    }

    private boolean isQuiet() {
        return world.sharding.isQuiet() && world.company.unanswered().isEmpty();
    }

    /** Wherever a history ends, every log can be read, by its next owner and offline, and the books balance. */
    void checkReadable() {
        for (PartitionLog log : world.logs) {
            PartitionLog.Contents contents = log.contentsAfter(log.newestCheckpoint());
            try {
                contents.restoreInto(new Partition(log.partition(), world.settings.engine(), world.company.types()));
            } catch (CorruptLogException e) {
                throw World.violation("I11: partition " + log.partition() + " cannot be read: " + e.getMessage());
            }
        }
        Audit offline = OfflineAudit.of(world);
        if (!offline.balanced()) {
            throw World.violation("I1: what is stored does not balance: " + offline);
        }
    }

    /** Mailboxes pause when a message cannot be read or was given up; now that faults are over, an operator lets them go on. */
    private void resumePaused(Survey survey) {
        survey.actors().stream().filter(status -> status.paused()).forEach(status -> {
            PartitionHost owner = world.sharding.owner(status.partition());
            if (owner != null) {
                owner.ask(new Request.Resume(status.actor()), answer -> {}, () -> {});
            }
        });
    }

    /** Kills and restarts all nodes; returns what there is then, which is what there was. */
    Survey restartEverything(Survey before) {
        world.nodes.forEach(Node::crash);
        pass(ROUND_MILLIS);
        world.nodes.forEach(Node::restart);
        Survey after = drain();
        if (before.isDrained() && !before.audit().equals(after.audit())) {
            throw World.violation(
                    "I5: the audit was " + before.audit() + " and is " + after.audit() + " after a restart");
        }
        return after;
    }

    /** Where nothing waits or travels, the recount's checkpoint must have left no row of such. */
    void checkNothingLeftBehind(Survey survey) {
        if (!survey.isDrained()) {
            return;
        }
        for (int partition = 0; partition < world.rows.size(); partition++) {
            long left = world.rows.get(partition).count(ROWS_OF_WHAT_WAITS);
            if (left > 0) {
                throw World.violation("I10: " + left + " rows of messages that are gone in partition " + partition);
            }
        }
    }

    /** The audit balances, and who reads the stores offline counts the same, unless something happens meanwhile. */
    void checkBooks(Survey survey) {
        Audit audit = survey.audit();
        if (!audit.balanced()) {
            throw World.violation("I1: the audit does not balance: " + audit);
        }
        Audit offline = OfflineAudit.of(world);
        if (survey.isDrained() ? !offline.equals(audit) : !offline.balanced()) {
            throw World.violation("I1: the audit says " + audit + ", and what is stored says " + offline);
        }
    }
}
