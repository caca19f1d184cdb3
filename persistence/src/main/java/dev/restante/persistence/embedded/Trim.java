package dev.restante.persistence.embedded;

import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.Seal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** Deletes the beginning of a log, up to {@code to} (included). Its highest sequence number stays known. */
record Trim(String persistenceId, long to) implements Operation<Void> {

    @Override
    public long bytes() {
        return 4L * persistenceId.length();
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public @Nullable Void stage(Group group) throws RocksDBException {
        LogPosition position = group.position(persistenceId);
        long trimTo = Math.min(to, position.highest());
        if (trimTo <= position.trimmedTo()) {
            return null;
        }
        group.deleteRange(
                Column.LOG,
                Keys.numbered(persistenceId, position.trimmedTo() + 1),
                Keys.numbered(persistenceId, trimTo + 1));
        byte[] key = Keys.trimmed(persistenceId);
        byte[] body = ByteBuffer.allocate(Long.BYTES).putLong(trimTo).array();
        group.put(Column.META, key, Seal.of(key, body));
        group.move(persistenceId, new LogPosition(trimTo, position.highest()));
        return null;
    }
}
