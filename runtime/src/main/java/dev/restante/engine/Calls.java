package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the outside world: made after the commit of the handling that asked for them, made again until they answer, also after a crash.
 * The answer and the end of the call commit together.
 */
final class Calls {

    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long MAX_BACKOFF_MILLIS = 60_000;

    /** Most calls in memory, waiting, under way or to be made again. Those beyond are rows, and are read when there is room. */
    static final int MOST_IN_MEMORY = 100_000;

    private static final int PAGE_ROWS = 500;

    private static final class Open {
        int failures;
    }

    private final Ledger ledger;
    private final Reads reads;
    private final Map<Long, Open> open = new HashMap<>();
    private final ArrayDeque<Long> ready = new ArrayDeque<>();
    private final TreeMap<Long, List<Long>> backingOff = new TreeMap<>();
    private final int mostInMemory;
    private int underWay;
    private int count;

    /** All committed calls up to this number are in memory or answered. */
    private long readThrough;

    /** The youngest call that is committed. */
    private long last;

    private boolean reading;

    Calls(Ledger ledger, Reads reads, int mostInMemory) {
        this.ledger = ledger;
        this.reads = reads;
        this.mostInMemory = mostInMemory;
    }

    int size() {
        return count;
    }

    void add(ActorId actor, Payload request, Envelope cause) {
        long number = ++ledger.scalars.callNumber;
        RowFormat.Call call = new RowFormat.Call(actor, request, cause.id(), cause.correlationId());
        ledger.put(RowKey.call(number), RowFormat.write(ledger.format, call));
        ledger.afterCommit(() -> opened(number));
    }

    private void opened(long number) {
        count++;
        take(number);
        start();
    }

    /** Into memory, unless there is no room or others before it have found none. */
    private void take(long number) {
        if (readThrough == last && open.size() < mostInMemory) {
            readThrough = number;
            open.put(number, new Open());
            ready.add(number);
        }
        last = number;
    }

    /** Reads from the rows which calls have no answer yet, after a recovery. */
    void restore(Runnable then) {
        RowKey any = RowKey.call(0);
        reads.scanAll(
                any.kindStart(), any.kindEnd(), page -> page.keySet().forEach(row -> opened(row.lastNumber())), then);
    }

    /** Those that found no room, once half of it is free. */
    private void readOn() {
        if (readThrough == last || reading || open.size() > mostInMemory / 2) {
            return;
        }
        reading = true;
        readPage(RowKey.call(readThrough + 1), last);
    }

    private void readPage(RowKey from, long end) {
        reads.scan(from, RowKey.call(end + 1), PAGE_ROWS, page -> {
            RowKey next = page.next();
            if (next != null && page.rows().isEmpty()) {
                readPage(next, end);
                return;
            }
            boolean all = takeRead(page.rows().keySet());
            readThrough = all && next == null ? end : readThrough;
            reading = false;
            start();
        });
    }

    /** Takes rows into memory in their order; returns whether there was room for all. */
    private boolean takeRead(Set<RowKey> rows) {
        for (RowKey row : rows) {
            if (open.size() >= mostInMemory) {
                return false;
            }
            readThrough = row.lastNumber();
            open.put(readThrough, new Open());
            ready.add(readThrough);
        }
        return true;
    }

    /** Starts as many calls as may be under way. */
    void start() {
        readOn();
        while (!backingOff.isEmpty() && backingOff.firstKey() <= ledger.elapsed) {
            ready.addAll(backingOff.pollFirstEntry().getValue());
        }
        if (!backingOff.isEmpty()) {
            ledger.wakeAtElapsed(backingOff.firstKey());
        }
        while (underWay < ledger.settings.openCalls() && !ready.isEmpty()) {
            underWay++;
            long number = ready.removeFirst();
            reads.fetch(List.of(RowKey.call(number)), rows -> start(number, rows.get(0)));
        }
    }

    private void start(long number, byte @Nullable [] row) {
        Open call = open.get(number);
        if (call == null || row == null) {
            throw new CorruptLogException("the row of call " + number + " of partition " + ledger.partition
                    + " is missing from the state store");
        }
        RowFormat.Call request = RowFormat.readCall(row);
        ledger.emit(new Output.StartCall(number, request.actor(), request.request(), call.failures + 1));
    }

    /** The call's row, if it is still open; from then on it is not. */
    void answered(long number, Consumer<RowFormat.Call> then) {
        if (open.remove(number) == null) {
            return;
        }
        underWay--;
        count--;
        reads.fetch(List.of(RowKey.call(number)), rows -> {
            byte[] row = rows.get(0);
            if (row != null) {
                ledger.remove(RowKey.call(number));
                then.accept(RowFormat.readCall(row));
            }
        });
        start();
    }

    void failed(long number) {
        Open call = open.get(number);
        if (call == null) {
            return;
        }
        underWay--;
        call.failures++;
        long backoff = Math.min(MAX_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(call.failures - 1, 20));
        backingOff
                .computeIfAbsent(ledger.elapsed + backoff, time -> new ArrayList<>())
                .add(number);
        start();
    }
}
