package dev.restante.testkit.simulation;

import dev.restante.engine.Envelope;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Protocol;
import dev.restante.engine.StoredState;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Defects of what is known of clients' keys. */
final class KeyDefects {

    private static final char CLIENT_KEY = 'K';

    private KeyDefects() {}

    /** Only the last few keys of a partition are kept. */
    static Interference keysEvictedEarly() {
        Map<Integer, Deque<byte[]>> kept = new HashMap<>();
        return new Interference() {
            @Override
            public List<RowChange> written(PartitionHost host, List<RowChange> changes) {
                Deque<byte[]> keys = kept.computeIfAbsent(host.partition(), partition -> new ArrayDeque<>());
                List<RowChange> changed = new ArrayList<>(changes);
                for (RowChange change : changes) {
                    if (StoredState.kindPut(change) == CLIENT_KEY) {
                        keys.addLast(((RowChange.Put) change).key());
                    }
                    if (keys.size() > 3) {
                        changed.add(new RowChange.Delete(keys.removeFirst()));
                    }
                }
                return changed;
            }
        };
    }

    static Interference keysForgottenOnMove() {
        Map<ByteBuffer, Integer> writers = new HashMap<>();
        return new Interference() {
            @Override
            public List<RowChange> written(PartitionHost host, List<RowChange> changes) {
                for (RowChange change : changes) {
                    if (StoredState.kindPut(change) == CLIENT_KEY) {
                        writers.put(ByteBuffer.wrap(((RowChange.Put) change).key()), host.number());
                    }
                }
                return changes;
            }

            @Override
            public List<Row> read(PartitionHost host, List<Row> rows) {
                return rows.stream()
                        .filter(row -> writers.getOrDefault(ByteBuffer.wrap(row.key()), host.number()) == host.number())
                        .toList();
            }
        };
    }

    /** Of two messages with one key, that counts as the first of which the key's row is read first, wherever it stands in the mailbox. */
    static Interference keysDecidedAsTheyAreRead() {
        Map<Integer, KeyReads> reads = new HashMap<>();
        return new Interference() {
            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                if (output instanceof Output.ReadRows read) {
                    reads.computeIfAbsent(host.number(), number -> new KeyReads())
                            .began(read);
                }
                return List.of(output);
            }

            @Override
            public List<Input> incoming(PartitionHost host, Input input) {
                KeyReads own = reads.computeIfAbsent(host.number(), number -> new KeyReads());
                if (input instanceof Input.Arrived arrived && arrived.message() instanceof Protocol.Bag bag) {
                    bag.envelopes().forEach(own::arrived);
                }
                return List.of(input instanceof Input.RowsRead read ? own.ended(read) : input);
            }
        };
    }

    /** The reads of keys by one incarnation. */
    private static final class KeyReads {

        private final Map<ByteBuffer, Envelope> lastCopies = new HashMap<>();
        private final Map<Long, List<ByteBuffer>> open = new HashMap<>();
        private final Map<ByteBuffer, Long> highestEnded = new HashMap<>();

        void arrived(Envelope envelope) {
            if (envelope.terms().key() != null) {
                lastCopies.put(ByteBuffer.wrap(StoredState.rowOfKey(envelope).key()), envelope);
            }
        }

        void began(Output.ReadRows read) {
            open.put(read.request(), read.keys().stream().map(ByteBuffer::wrap).toList());
        }

        /** A key that was read later, and sooner, is found as what that read would have made of it. */
        Input.RowsRead ended(Input.RowsRead read) {
            List<Row> rows = new ArrayList<>(read.rows());
            for (ByteBuffer key : open.getOrDefault(read.request(), List.of())) {
                boolean stored =
                        rows.stream().anyMatch(row -> ByteBuffer.wrap(row.key()).equals(key));
                if (!stored && lastCopies.containsKey(key) && highestEnded.getOrDefault(key, 0L) > read.request()) {
                    rows.add(StoredState.rowOfKey(lastCopies.get(key)));
                }
                highestEnded.merge(key, read.request(), Math::max);
            }
            open.remove(read.request());
            return new Input.RowsRead(read.request(), rows);
        }
    }
}
