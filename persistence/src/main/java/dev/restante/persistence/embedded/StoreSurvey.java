package dev.restante.persistence.embedded;

import dev.restante.Audit;
import dev.restante.persistence.format.Keys;
import dev.restante.store.PartitionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** Reads all of an opened database once and says what it found. */
final class StoreSurvey {

    /** Above the numbers of partitions, where the store keeps what it was made with. */
    private static final int FIRST_NO_PARTITION = 1 << 16;

    private final Path folder;
    private final Findings findings = new Findings();
    private final List<PartitionCheck> partitions = new ArrayList<>();
    private boolean complete;

    StoreSurvey(Path folder) {
        this.folder = folder;
    }

    Findings findings() {
        return findings;
    }

    List<PartitionCheck> partitions() {
        return partitions;
    }

    void run(OfflineDatabase database, OfflineFormats formats) throws IOException, RocksDBException {
        CommitMark.End committed = CommitMark.read(folder).orElse(new CommitMark.End(0, 0, 0));
        OfflineDatabase.manifestCut(folder, committed).ifPresent(this::incomplete);
        database.logCut(committed).ifPresent(this::incomplete);
        verifyFiles(database);
        readSealed(database.view(), Column.META, new byte[] {0}, StoredNames.PAST_ALL);
        readAll(database.view(), formats);
        complete = true;
    }

    StoreReport report() {
        Optional<Audit> audit = complete ? Optional.of(Audit.EMPTY) : Optional.empty();
        long records = 0;
        long checkpoints = 0;
        for (PartitionCheck partition : partitions) {
            Optional<Audit> own = partition.audit();
            audit = audit.flatMap(all -> own.map(all::plus));
            records += partition.records();
            checkpoints += partition.checkpoints();
        }
        return new StoreReport(
                folder, partitions.size(), records, checkpoints, findings.rowsRead(), audit, findings.damage());
    }

    private void incomplete(String problem) {
        findings.add(folder.toString(), problem, "the store goes on with what is left");
    }

    /** Each by itself, so that all that are damaged are named and not the first alone. */
    private void verifyFiles(OfflineDatabase database) {
        for (LiveFileMetaData file : database.tableFiles()) {
            String path = Path.of(file.path(), file.fileName().substring(1)).toString();
            try (Options options = new Options();
                    SstFileReader reader = new SstFileReader(options)) {
                reader.open(path);
                reader.verifyChecksum();
            } catch (RocksDBException e) {
                findings.add(path, "its checksum does not match: " + e.getMessage(), "what can be read of it is kept");
            }
        }
    }

    /** Rows of which nothing is known here but that they are sealed. */
    private void readSealed(View view, Column column, byte[] from, byte[] to) {
        new RowScan(view, column, findings, key -> "row " + HexFormat.of().formatHex(key))
                .read(from, to, (key, value, body) -> {});
    }

    private void readAll(View view, OfflineFormats formats) throws RocksDBException {
        StoredNames names = new StoredNames(view);
        NavigableSet<Integer> owners = new TreeSet<>();
        for (int place : names.partitions()) {
            if (place < FIRST_NO_PARTITION) {
                owners.add(place);
            } else {
                readSealed(view, Column.STATE, Keys.state(place, new byte[0]), Keys.state(place + 1, new byte[0]));
            }
        }
        for (String id : names.persistenceIds()) {
            OptionalInt owner = PartitionLog.partitionOf(id);
            owner.ifPresent(owners::add);
            if (owner.isEmpty()) {
                readSealed(view, Column.LOG, Keys.numbered(id, 0), Keys.numbered(id, -1));
                readSealed(view, Column.SNAPSHOT, Keys.numbered(id, 0), Keys.numbered(id, -1));
            }
        }
        for (int partition : owners) {
            PartitionCheck check = new PartitionCheck(view, formats, findings, partition);
            check.run();
            partitions.add(check);
        }
    }
}
