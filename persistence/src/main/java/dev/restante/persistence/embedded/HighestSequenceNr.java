package dev.restante.persistence.embedded;

import org.rocksdb.RocksDBException;

/**
 * Asks how far a log goes. The question waits in line, so its answer counts the writes that were under way when it was asked, and it fails
 * when their fate is open.
 */
record HighestSequenceNr(String persistenceId) implements Operation<Long> {

    @Override
    public long bytes() {
        return persistenceId.length();
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public Long stage(Group group) throws RocksDBException {
        return group.position(persistenceId).highest();
    }
}
