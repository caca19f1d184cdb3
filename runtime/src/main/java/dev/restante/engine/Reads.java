package dev.restante.engine;

import dev.restante.store.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows: from the overlay where they changed lately, else from the state store, in which case the reader goes on later. All point
 * reads that one input causes go out together.
 */
final class Reads {

    /** Receives rows in the order of the keys asked for; null for a row that does not exist. */
    interface RowsReader {
        void read(List<byte @Nullable []> values);
    }

    private record Fetch(List<RowKey> keys, RowsReader reader) {}

    private static final int PAGE_ROWS = 500;
    private static final int PAGE_BYTES = 1 << 20;

    /** Most keys in one request; the store takes ten times as many. */
    private static final int MAX_KEYS = 1000;

    /** Most requests under way, so that all partitions of a node together do not overrun the store. */
    private static final int MAX_UNDER_WAY = 64;

    private final Ledger ledger;
    private final Map<Long, Consumer<List<Row>>> open = new HashMap<>();
    private List<Fetch> waiting = new ArrayList<>();
    private final ArrayDeque<Output> queued = new ArrayDeque<>();
    private int underWay;
    private long lastRequest;

    Reads(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Reads single rows; at once if the overlay knows them all. */
    void fetch(List<RowKey> keys, RowsReader reader) {
        List<byte @Nullable []> values = new ArrayList<>(keys.size());
        for (RowKey key : keys) {
            byte[] value = ledger.overlay.get(key);
            if (value == null) {
                waiting.add(new Fetch(keys, reader));
                return;
            }
            values.add(value == Overlay.REMOVED ? null : value);
        }
        reader.read(values);
    }

    /** Sends out the point reads that were asked for. */
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Fetch> all = waiting;
        waiting = new ArrayList<>();
        List<Fetch> batch = new ArrayList<>();
        int keys = 0;
        for (Fetch fetch : all) {
            if (!batch.isEmpty() && keys + fetch.keys.size() > MAX_KEYS) {
                send(batch);
                batch = new ArrayList<>();
                keys = 0;
            }
            batch.add(fetch);
            keys += fetch.keys.size();
        }
        send(batch);
    }

    private void send(List<Fetch> batch) {
        List<byte[]> keys = new ArrayList<>();
        for (Fetch fetch : batch) {
            fetch.keys.forEach(key -> keys.add(key.bytes()));
        }
        long request = begin(rows -> deliver(batch, rows));
        emit(new Output.ReadRows(request, keys));
    }

    private void emit(Output read) {
        if (underWay < MAX_UNDER_WAY) {
            underWay++;
            ledger.emit(read);
        } else {
            queued.addLast(read);
        }
    }

    private void deliver(List<Fetch> batch, List<Row> rows) {
        Map<RowKey, byte[]> found = new HashMap<>();
        rows.forEach(row -> found.put(new RowKey(row.key()), row.value()));
        for (Fetch fetch : batch) {
            List<byte @Nullable []> values = new ArrayList<>(fetch.keys.size());
            for (RowKey key : fetch.keys) {
                byte[] newer = ledger.overlay.get(key);
                values.add(newer == null ? found.get(key) : newer == Overlay.REMOVED ? null : newer);
            }
            fetch.reader.read(values);
        }
    }

    /**
     * What a scan found, in order.
     *
     * @param next where to go on; null at the end of the range
     */
    record Page(SortedMap<RowKey, byte[]> rows, @Nullable RowKey next) {

        boolean complete() {
            return next == null;
        }

        /** The number up to which rows were read, of a range that ends with {@code last}. */
        long through(long last) {
            return complete() ? last : rows.lastKey().lastNumber();
        }
    }

    /** Reads what is stored in a range, one page, without what the overlay knows. */
    void scanStored(RowKey from, RowKey to, int maxRows, int maxBytes, Consumer<Page> reader) {
        long request = begin(rows -> {
            TreeMap<RowKey, byte[]> page = new TreeMap<>();
            long bytes = 0;
            for (Row row : rows) {
                page.put(new RowKey(row.key()), row.value());
                bytes += row.key().length + row.value().length;
            }
            boolean complete = rows.size() < maxRows && bytes <= maxBytes;
            reader.accept(new Page(page, complete ? null : after(page.lastKey())));
        });
        emit(new Output.ScanRows(request, from.bytes(), to.bytes(), maxRows, maxBytes));
    }

    /** Reads a page of a range as it stands now, changes that are not stored yet included. */
    void scan(RowKey from, RowKey to, int maxRows, Consumer<Page> reader) {
        scanStored(from, to, maxRows, PAGE_BYTES, stored -> {
            SortedMap<RowKey, byte[]> merged = stored.rows();
            merged.putAll(ledger.overlay.range(from, stored.next() == null ? to : stored.next()));
            merged.values().removeIf(value -> value == Overlay.REMOVED);
            reader.accept(new Page(merged, stored.next()));
        });
    }

    /** Reads all of a range as it stands, page by page; ends with a page that is complete. */
    void scanAll(RowKey from, RowKey to, Consumer<SortedMap<RowKey, byte[]>> eachPage, Runnable atEnd) {
        scan(from, to, PAGE_ROWS, page -> {
            eachPage.accept(page.rows());
            if (page.next() == null) {
                atEnd.run();
            } else {
                scanAll(page.next(), to, eachPage, atEnd);
            }
        });
    }

    static RowKey after(RowKey key) {
        return new RowKey(Arrays.copyOf(key.bytes(), key.bytes().length + 1));
    }

    void arrived(long request, List<Row> rows) {
        Consumer<List<Row>> reader = open.remove(request);
        if (reader != null) {
            underWay--;
            if (!queued.isEmpty()) {
                emit(queued.removeFirst());
            }
            reader.accept(rows);
            ledger.overlay.readEnded(request);
        }
    }

    private long begin(Consumer<List<Row>> reader) {
        long request = ++lastRequest;
        open.put(request, reader);
        ledger.overlay.readBegun(request);
        return request;
    }
}
