package dev.restante.persistence.embedded;

import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The two calls that make data durable, apart from the rest so that a test can let them fail. */
interface WriteAhead {

    /** Appends to the write-ahead log and applies; with {@code options.sync()} returns when all up to here is on disk. */
    void write(RocksDB rocks, WriteOptions options, WriteBatch batch) throws RocksDBException;

    /** Returns when all that was written is on disk. */
    void sync(RocksDB rocks) throws RocksDBException;

    WriteAhead OF_ROCKSDB = new WriteAhead() {
        @Override
        public void write(RocksDB rocks, WriteOptions options, WriteBatch batch) throws RocksDBException {
            rocks.write(options, batch);
        }

        @Override
        public void sync(RocksDB rocks) throws RocksDBException {
            rocks.syncWal();
        }
    };
}
