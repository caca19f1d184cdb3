package dev.restante.persistence.embedded;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** Walks a range of rows in one direction, the one of its first step. */
final class RowCursor implements AutoCloseable {

    /** One device read brings several blocks; more would waste memory on short ranges. */
    private static final int READ_AHEAD_BYTES = 256 * 1024;

    private final Slice lower;
    private final Slice upper;
    private final ReadOptions options;
    private final RocksIterator iterator;
    private boolean started;

    RowCursor(RocksDB rocks, ColumnFamilyHandle column, Snapshot snapshot, byte[] from, byte[] to) {
        lower = new Slice(from);
        upper = new Slice(to);
        options = new ReadOptions()
                .setVerifyChecksums(true)
                .setSnapshot(snapshot)
                .setIterateLowerBound(lower)
                .setIterateUpperBound(upper)
                .setReadaheadSize(READ_AHEAD_BYTES)
                // A replay reads everything once and would push out what is read often.
                .setFillCache(false);
        iterator = rocks.newIterator(column, options);
    }

    /** Steps to the next row of the range, first to its first one. False at the end. */
    boolean next() throws RocksDBException {
        if (started) {
            iterator.next();
        } else {
            iterator.seekToFirst();
        }
        return arrived();
    }

    /** Steps to the previous row of the range, first to its last one. False at the beginning. */
    boolean previous() throws RocksDBException {
        if (started) {
            iterator.prev();
        } else {
            iterator.seekToLast();
        }
        return arrived();
    }

    private boolean arrived() throws RocksDBException {
        started = true;
        if (iterator.isValid()) {
            return true;
        }
        // An iterator also stops at a damaged block.
        iterator.status();
        return false;
    }

    byte[] key() {
        return iterator.key();
    }

    byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        iterator.close();
        options.close();
        lower.close();
        upper.close();
    }
}
