package dev.restante.persistence.embedded;

import dev.restante.Audit;
import dev.restante.engine.Mended;
import dev.restante.engine.PartitionLinks;
import dev.restante.persistence.StoreUnusableException;
import dev.restante.persistence.format.Keys;
import dev.restante.store.PartitionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/**
 * Makes a damaged store one that a node can start with. Everything that can be read is copied to a new database; what is damaged stays in the
 * old one, which is moved aside with a report, and never deleted. A partition that lost something gets a checkpoint of what is left in the
 * place of its log. Needs as much free room as the store takes.
 */
public final class StoreRepair {

    private final Path folder;
    private final Clock clock;
    private final List<String> missing = new ArrayList<>();
    private boolean wentBack;

    private StoreRepair(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Repairs the store in {@code folder}, which it locks meanwhile; one that is sound stays as it is.
     *
     * @throws StoreUnusableException when there is no store, a node runs on it, or it is damaged beyond repair
     * @throws IOException when the folder cannot be read or written at all
     */
    public static RepairReport of(Path folder, Clock clock) throws IOException {
        try (FolderLock lock = StoreCheck.lock(folder)) {
            return new StoreRepair(lock.folder(), clock).run();
        }
    }

    private RepairReport run() throws IOException {
        StoreReport before = StoreCheck.locked(folder);
        if (before.sound()) {
            return new RepairReport(before, Optional.empty(), List.of(), before);
        }
        Quarantine quarantine = Quarantine.create(folder, clock);
        Path built = folder.resolve("repair");
        quarantine.take(built);
        try {
            build(built, quarantine.folder().getFileName().toString());
        } catch (RocksDBException e) {
            throw new StoreUnusableException(
                    "The store in " + folder + " is damaged beyond repair: " + e.getMessage()
                            + ". Its files are left as they are. Restore a backup.",
                    e);
        }
        quarantine.replace(Database.filesOf(folder), Database.filesOf(built));
        quarantine.take(CommitMark.in(folder));
        Files.delete(built);
        quarantine.report(before, missing);
        return new RepairReport(before, Optional.of(quarantine.folder()), missing, StoreCheck.locked(folder));
    }

    private void build(Path built, String where) throws IOException, RocksDBException {
        String reason = "a part of it was damaged and is in " + where + "; resume to go on with what is left";
        try (OfflineFormats formats = new OfflineFormats();
                OfflineDatabase damaged = open();
                BuiltDatabase repaired = BuiltDatabase.open(built)) {
            if (wentBack) {
                CommitMark.read(folder).flatMap(damaged::logCut).ifPresent(missing::add);
            }
            StoreSurvey survey = new StoreSurvey(folder);
            survey.run(damaged, formats);
            copy(damaged.view(), survey, repaired);
            mend(damaged.view(), formats, survey, repaired, reason);
            repaired.finish();
        }
        settle(built, reason);
    }

    /** The stricter, the better what is found fits together: the second goes back to the moment before the damage. */
    private OfflineDatabase open() throws IOException, RocksDBException {
        try {
            return OfflineDatabase.open(folder, StoreCheck.MEMORY, Tuning.STRICT);
        } catch (RocksDBException strict) {
            wentBack = true;
            missing.add("what was committed after the damage: " + Database.problem(folder, strict));
            try {
                return OfflineDatabase.open(folder, StoreCheck.MEMORY, WALRecoveryMode.PointInTimeRecovery);
            } catch (RocksDBException ahead) {
                missing.add("single changes before the damage: the store cannot be taken back to one moment: "
                        + ahead.getMessage());
                return OfflineDatabase.open(folder, StoreCheck.MEMORY, WALRecoveryMode.SkipAnyCorruptedRecords);
            }
        }
    }

    private static void copy(View view, StoreSurvey survey, BuiltDatabase repaired) throws RocksDBException {
        Set<String> mended = survey.partitions().stream()
                .filter(PartitionCheck::isDamaged)
                .map(partition -> PartitionLog.nameOf(partition.partition()))
                .collect(Collectors.toSet());
        for (Column column : Column.values()) {
            boolean isLog = column == Column.LOG || column == Column.SNAPSHOT;
            List<RocksDBException> failures = new ArrayList<>();
            new RowScan(view, column, new Findings(), key -> "row")
                    .read(new byte[] {0}, StoredNames.PAST_ALL, (key, value, body) -> {
                        boolean folded = isLog && mended.contains(Keys.persistenceId(key));
                        if (!folded && !survey.findings().isBad(key)) {
                            put(repaired, column, key, value, failures);
                        }
                    });
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
        }
    }

    private static void put(
            BuiltDatabase repaired, Column column, byte[] key, byte[] value, List<RocksDBException> failures) {
        try {
            repaired.put(column, key, value);
        } catch (RocksDBException e) {
            failures.add(e);
        }
    }

    private void mend(View view, OfflineFormats formats, StoreSurvey survey, BuiltDatabase repaired, String reason)
            throws RocksDBException {
        Map<Integer, PartitionLinks> links = new HashMap<>();
        survey.partitions()
                .forEach(partition ->
                        links.put(partition.partition(), partition.inspection().links()));
        for (PartitionCheck partition : survey.partitions()) {
            if (partition.isDamaged()) {
                PartitionRepair repair = new PartitionRepair(view, formats, survey.findings(), partition);
                Mended mended = repair.mend(reason, links, 0);
                repair.write(mended, repaired);
                note(partition, mended);
            }
        }
    }

    /** Counts messages that are found nowhere now, so that the books balance again and say how many they were. */
    private void settle(Path built, String reason) throws IOException, RocksDBException {
        StoreSurvey survey = new StoreSurvey(built);
        try (OfflineFormats formats = new OfflineFormats()) {
            Mended mended;
            PartitionRepair repair;
            try (OfflineDatabase database = OfflineDatabase.open(built, StoreCheck.MEMORY, Tuning.STRICT)) {
                survey.run(database, formats);
                long unaccounted =
                        survey.report().audit().map(Audit::unaccounted).orElse(0L);
                if (unaccounted == 0) {
                    return;
                }
                PartitionCheck partition = survey.partitions().get(0);
                repair = new PartitionRepair(database.view(), formats, survey.findings(), partition);
                mended = repair.mend(reason, Map.of(), unaccounted);
                note(partition, mended);
            }
            try (BuiltDatabase repaired = BuiltDatabase.open(built)) {
                repair.write(mended, repaired);
                repaired.finish();
            }
        }
    }

    private void note(PartitionCheck partition, Mended mended) {
        mended.losses().forEach(loss -> missing.add("of partition " + partition.partition() + ": " + loss));
    }
}
