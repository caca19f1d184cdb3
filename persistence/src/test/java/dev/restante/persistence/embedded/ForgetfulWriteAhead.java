package dev.restante.persistence.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rocksdb.MutableDBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A disk that, when it is told to fail, forgets all that was not synced, as one does whose power is cut. */
final class ForgetfulWriteAhead implements WriteAhead {

    private final AtomicBoolean failsNext = new AtomicBoolean();

    /** What readers see and the disk does not have. */
    private final List<byte[]> unsynced = new ArrayList<>();

    /** The next write or sync fails. */
    void failNext() {
        failsNext.set(true);
    }

    @Override
    public void write(RocksDB rocks, WriteOptions options, WriteBatch batch) throws RocksDBException {
        failIfTold(rocks);
        if (options.sync()) {
            keepAll(rocks);
            OF_ROCKSDB.write(rocks, options, batch);
            return;
        }
        unsynced.add(batch.data());
        try (WriteOptions inMemoryOnly = new WriteOptions().setDisableWAL(true)) {
            OF_ROCKSDB.write(rocks, inMemoryOnly, batch);
        }
    }

    @Override
    public void sync(RocksDB rocks) throws RocksDBException {
        failIfTold(rocks);
        keepAll(rocks);
    }

    private void failIfTold(RocksDB rocks) throws RocksDBException {
        if (failsNext.compareAndSet(true, false)) {
            unsynced.clear();
            rocks.setDBOptions(
                    MutableDBOptions.builder().setAvoidFlushDuringShutdown(true).build());
            throw new RocksDBException("input/output error");
        }
    }

    private void keepAll(RocksDB rocks) throws RocksDBException {
        try (WriteOptions synced = new WriteOptions().setSync(true)) {
            for (byte[] forgotten : unsynced) {
                try (WriteBatch batch = new WriteBatch(forgotten)) {
                    OF_ROCKSDB.write(rocks, synced, batch);
                }
            }
        }
        unsynced.clear();
    }
}
