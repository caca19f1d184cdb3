package dev.restante.persistence.postgres;

import dev.restante.persistence.StaleWriterException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns that share one commit: appends to different logs, or one piece of other work. Appends do not fail each other: a stale one is refused
 * alone, and if the server rolled the round back, each is tried once more by itself. After a lost connection nothing is tried again, since
 * the round may be committed.
 */
final class Round {

    private final List<Turn<?>> turns = new ArrayList<>();
    private final Set<String> logs = new HashSet<>();
    private long bytes;

    /** Cuts {@code turns} into rounds that keep their order. A round of appends has at most {@code maxBytes}, or one append. */
    static List<Round> split(List<Turn<?>> turns, long maxBytes) {
        List<Round> rounds = new ArrayList<>();
        Round last = new Round();
        for (Turn<?> turn : turns) {
            if (!last.admits(turn, maxBytes)) {
                rounds.add(last);
                last = new Round();
            }
            last.add(turn);
        }
        if (!last.turns.isEmpty()) {
            rounds.add(last);
        }
        return rounds;
    }

    private boolean admits(Turn<?> turn, long maxBytes) {
        if (turns.isEmpty()) {
            return true;
        }
        // Two appends to one log are in two rounds: the second follows the first, or is refused because of it.
        return !logs.isEmpty()
                && turn.work() instanceof Append append
                && !logs.contains(append.run().persistenceId())
                && bytes + append.bytes() <= maxBytes;
    }

    private void add(Turn<?> turn) {
        turns.add(turn);
        bytes += turn.work().bytes();
        if (turn.work() instanceof Append append) {
            logs.add(append.run().persistenceId());
        }
    }

    /** Does it all. Whatever happens, every turn has its outcome afterwards. */
    void run(Connection connection) {
        if (turns.size() == 1) {
            alone(turns.get(0), connection);
            return;
        }
        try {
            Map<String, StaleWriterException> refused = Append.together(connection, appends());
            for (Turn<?> turn : turns) {
                end(turn, refused);
            }
        } catch (SQLException e) {
            if (SqlFailure.isDefinite(e)) {
                turns.forEach(turn -> alone(turn, connection));
            } else {
                turns.forEach(turn -> turn.failed(SqlFailure.ofWork(turn.work().name(), e)));
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private List<Append> appends() {
        return turns.stream().map(turn -> (Append) turn.work()).toList();
    }

    private static void end(Turn<?> turn, Map<String, StaleWriterException> refused) {
        StaleWriterException refusal = refused.get(((Append) turn.work()).run().persistenceId());
        if (refusal == null) {
            turn.done(null);
        } else {
            turn.failed(refusal);
        }
    }

    private static void alone(Turn<?> turn, Connection connection) {
        try {
            turn.run(connection);
        } catch (SQLException e) {
            turn.failed(SqlFailure.ofWork(turn.work().name(), e));
        }
    }

    /** Nothing of it was begun, because no connection could be had. */
    void unreachable(SQLException failure) {
        turns.forEach(turn -> turn.failed(SqlFailure.ofConnection(turn.work().name(), failure)));
    }

    void failed(Throwable failure) {
        turns.forEach(turn -> turn.failed(failure));
    }
}
