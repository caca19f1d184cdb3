package dev.restante.persistence.embedded;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ChecksumType;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.ConfigOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;

/** RocksDB's options, and their native memory. */
final class Tuning implements AutoCloseable {

    static {
        RocksDB.loadLibrary();
    }

    /** The default, kPointInTimeRecovery, silently drops all that follows a damaged record. */
    static final WALRecoveryMode STRICT = WALRecoveryMode.TolerateCorruptedTailRecords;

    private static final long MIB = 1024 * 1024;

    private final Cache blockCache;
    private final BloomFilter bloom = new BloomFilter(10);
    private final DBOptions database;
    private final Map<Column, ColumnFamilyOptions> columns = new EnumMap<>(Column.class);

    Tuning(EmbeddedSettings.Memory memory, boolean create) {
        blockCache = new LRUCache(memory.blockCache());
        database = databaseOptions(memory, create);
        for (Column column : Column.values()) {
            columns.put(column, columnOptions(column, memory));
        }
    }

    DBOptions database() {
        return database;
    }

    List<ColumnFamilyDescriptor> columns() {
        return columns.entrySet().stream()
                .map(entry -> new ColumnFamilyDescriptor(entry.getKey().familyName(), entry.getValue()))
                .toList();
    }

    private static DBOptions databaseOptions(EmbeddedSettings.Memory memory, boolean create) {
        Properties onlyAsText = new Properties();
        // A write-ahead log that is missing or shorter than it was is an error, not an empty log.
        onlyAsText.setProperty("track_and_verify_wals_in_manifest", "true");
        try (ConfigOptions strict = new ConfigOptions().setIgnoreUnknownOptions(false)) {
            return DBOptions.getDBOptionsFromProps(strict, onlyAsText)
                    .setCreateIfMissing(create)
                    .setCreateMissingColumnFamilies(create)
                    .setParanoidChecks(true)
                    .setWalRecoveryMode(STRICT)
                    // Recovery then writes what it read from the log into new, synced files: see Database.open.
                    .setAvoidFlushDuringRecovery(false)
                    // After a failed write we re-open; RocksDB's own retry would leave the page cache trusted.
                    .setMaxBgErrorResumeCount(0)
                    .setMaxTotalWalSize(memory.wal())
                    .setDbWriteBufferSize(memory.writeBuffers())
                    // Writes flushed files out steadily, so that they do not pile up in front of a log sync.
                    .setBytesPerSync(MIB)
                    .setMaxBackgroundJobs(2)
                    .setMaxOpenFiles(1024)
                    .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                    .setMaxLogFileSize(16 * MIB)
                    .setKeepLogFileNum(4)
                    .setStatsDumpPeriodSec(0)
                    .setStatsPersistPeriodSec(0);
        }
    }

    private ColumnFamilyOptions columnOptions(Column column, EmbeddedSettings.Memory memory) {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(blockCache)
                .setFilterPolicy(bloom)
                .setBlockSize(16 * 1024)
                .setFormatVersion(5)
                .setChecksumType(ChecksumType.kXXH3);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                .setWriteBufferSize(memory.writeBuffers() / (column == Column.LOG ? 4 : 8))
                .setMaxWriteBufferNumber(column == Column.LOG ? 4 : 3);
    }

    @Override
    public void close() {
        columns.values().forEach(ColumnFamilyOptions::close);
        database.close();
        bloom.close();
        blockCache.close();
    }
}
