package dev.restante.persistence.embedded;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Holds the first write up until it is released, so that what comes meanwhile is one group; counts what it does. */
final class HeldWriteAhead implements WriteAhead {

    final CountDownLatch firstWriteBegun = new CountDownLatch(1);
    final CountDownLatch firstWriteMayGoOn = new CountDownLatch(1);
    final AtomicInteger syncedWrites = new AtomicInteger();
    final AtomicInteger unsyncedWrites = new AtomicInteger();
    final AtomicInteger syncs = new AtomicInteger();

    @Override
    public void write(RocksDB rocks, WriteOptions options, WriteBatch batch) throws RocksDBException {
        firstWriteBegun.countDown();
        try {
            if (!firstWriteMayGoOn.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the write was not released");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        (options.sync() ? syncedWrites : unsyncedWrites).incrementAndGet();
        OF_ROCKSDB.write(rocks, options, batch);
    }

    @Override
    public void sync(RocksDB rocks) throws RocksDBException {
        syncs.incrementAndGet();
        OF_ROCKSDB.sync(rocks);
    }
}
