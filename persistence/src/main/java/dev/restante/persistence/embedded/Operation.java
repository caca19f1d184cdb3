package dev.restante.persistence.embedded;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Something that takes its turn in the group commit: a change, or a question whose answer depends on the changes before it.
 *
 * @param <T> the answer; {@link Void} for a change, whose answer is null
 */
interface Operation<T> {

    /** What it counts against the limits of queue and group. */
    long bytes();

    /** Whether its answer must wait until all that was staged up to here is on disk. */
    boolean durable();

    /**
     * Checks and stages the change. The answer is given out only after the commit of the group; so is a refusal, since it may rest on
     * changes of the same group.
     *
     * @throws RuntimeException to refuse this operation alone
     */
    @Nullable T stage(Group group) throws RocksDBException;
}
