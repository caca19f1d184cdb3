package dev.restante.engine;

import java.util.Map;

/** What a partition consists of, put together. All of it works on the one {@link Ledger}. */
final class Parts {

    final Ledger ledger;
    final Reads reads;
    final Outcomes outcomes;
    final Timers timers;
    final Residents residents;
    final Arrivals arrivals;
    final Calls calls;
    final Sends sends;
    final Intake intake;
    final Turns turns;
    final Outgoing outgoing;
    final Checkpoints checkpoints;
    final Commits commits;
    final Operators operators;

    Parts(int partition, EngineSettings settings, Map<String, TypeSettings> types) {
        ledger = new Ledger(partition, settings, Map.copyOf(types));
        reads = new Reads(ledger);
        outcomes = new Outcomes(ledger, reads);
        timers = new Timers(ledger, reads, outcomes);
        residents = new Residents(ledger, reads);
        DeadLetters deadLetters = new DeadLetters(ledger, outcomes);
        arrivals = new Arrivals(ledger, deadLetters);
        calls = new Calls(ledger, reads, Calls.MOST_IN_MEMORY);
        sends = new Sends(ledger, arrivals, timers, deadLetters);
        Completions completions = new Completions(ledger, outcomes, sends, timers, calls);
        Failures failures = new Failures(ledger, completions, deadLetters);
        Keys keys = new Keys(ledger, reads, timers, outcomes);
        intake = new Intake(ledger, arrivals, keys, timers);
        Spilled spilled = new Spilled(ledger, reads, keys);
        turns = new Turns(ledger, residents, completions, failures, spilled);
        outgoing = new Outgoing(ledger, reads);
        checkpoints = new Checkpoints(ledger);
        commits = new Commits(ledger, new Grace(ledger, turns.running()), intake, outcomes, outgoing, checkpoints);
        Recount recount = new Recount(ledger, reads, checkpoints);
        DeadLetterDesk desk = new DeadLetterDesk(ledger, reads, residents, completions, outcomes, arrivals);
        Views views = new Views(ledger, reads, residents, timers, desk);
        Withdrawals withdrawals =
                new Withdrawals(ledger, reads, residents, completions, outcomes, timers, turns, spilled, views);
        operators = new Operators(ledger, residents, failures, turns, withdrawals, desk, recount, views);
    }
}
