package dev.restante.persistence.embedded;

import dev.restante.engine.LostRows;
import dev.restante.engine.Mended;
import dev.restante.engine.PartitionLinks;
import dev.restante.engine.PartitionMending;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.format.StoredRow;
import dev.restante.store.PartitionLog;
import dev.restante.store.RowChange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.rocksdb.RocksDBException;

/** Makes one damaged partition run again: reads its rows once more, and writes a checkpoint that takes the place of its log. */
final class PartitionRepair {

    private final View view;
    private final OfflineFormats formats;
    private final Findings findings;
    private final PartitionCheck check;

    PartitionRepair(View view, OfflineFormats formats, Findings findings, PartitionCheck check) {
        this.view = view;
        this.formats = formats;
        this.findings = findings;
        this.check = check;
    }

    /** @param unaccounted messages of the whole store that are found nowhere, to be counted here */
    Mended mend(String reason, Map<Integer, PartitionLinks> links, long unaccounted) throws RocksDBException {
        PartitionMending mending = check.inspection().mend(lost(), check.terms(reason));
        new RowScan(view, Column.STATE, new Findings(), key -> "row").read(from(), to(), (key, value, body) -> {
            if (!findings.isBad(key)) {
                mending.row(Keys.withoutPartition(key), bytes(body));
            }
        });
        return mending.end(links, unaccounted);
    }

    private byte[] from() {
        return Keys.state(check.partition(), new byte[0]);
    }

    private byte[] to() {
        return Keys.state(check.partition() + 1, new byte[0]);
    }

    private LostRows lost() {
        List<byte[]> keys = new ArrayList<>();
        for (Findings.BadRow bad : findings.badRows()) {
            if (bad.column() == Column.STATE && isOurs(bad.key())) {
                keys.add(Keys.withoutPartition(bad.key()));
            }
        }
        List<LostRows.Stretch> stretches = new ArrayList<>();
        for (Findings.Stretch stretch : findings.stretches()) {
            if (stretch.column() == Column.STATE && isOurs(stretch.from())) {
                byte[] to = isOurs(stretch.to()) ? Keys.withoutPartition(stretch.to()) : StoredNames.PAST_ALL;
                stretches.add(new LostRows.Stretch(Keys.withoutPartition(stretch.from()), to));
            }
        }
        return new LostRows(keys, stretches);
    }

    private boolean isOurs(byte[] stateKey) {
        return stateKey.length >= Integer.BYTES && ByteBuffer.wrap(stateKey).getInt() == check.partition();
    }

    private static byte[] bytes(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    /** Puts {@code mended} where the partition is to be found. Its log and its checkpoints were not copied. */
    void write(Mended mended, BuiltDatabase database) throws RocksDBException {
        for (RowChange change : mended.changes()) {
            if (change instanceof RowChange.Put put) {
                byte[] key = Keys.state(check.partition(), put.key());
                database.put(Column.STATE, key, Seal.of(key, put.value()));
            } else if (change instanceof RowChange.Delete delete) {
                database.delete(Column.STATE, Keys.state(check.partition(), delete.key()));
            }
        }
        String name = PartitionLog.nameOf(check.partition());
        StoredRow checkpoint =
                formats.snapshots().store(new SnapshotMetadata(name, mended.sequence(), 1), mended.index());
        database.put(Column.SNAPSHOT, checkpoint.key(), checkpoint.row());
        byte[] trimmed = Keys.trimmed(name);
        byte[] sequence =
                ByteBuffer.allocate(Long.BYTES).putLong(mended.sequence()).array();
        database.put(Column.META, trimmed, Seal.of(trimmed, sequence));
    }
}
