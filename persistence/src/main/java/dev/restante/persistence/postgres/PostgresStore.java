package dev.restante.persistence.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An open store on PostgreSQL: the connections, and the lanes in which changes take their turn. All changes of one log are in one lane, and
 * so are all changes of one partition's rows, which keeps their order.
 */
final class PostgresStore implements AutoCloseable {

    private final PostgresSettings settings;
    private final Tables tables;
    private final ConnectionPool pool;
    private final LogTable log;
    private final List<Lane> logLanes;
    private final List<Lane> rowLanes;

    private PostgresStore(PostgresSettings settings) {
        this.settings = settings;
        this.tables = new Tables(settings.schema());
        this.pool = ConnectionPool.of(settings);
        this.log = new LogTable(tables);
        this.logLanes = lanes("restante-postgres-log-", settings.lanes().log());
        this.rowLanes = lanes("restante-postgres-rows-", settings.lanes().rows());
    }

    /**
     * Opens the store; makes the schema, or brings it up to date.
     *
     * @throws dev.restante.persistence.StoreUnusableException when the server or the schema cannot be used
     */
    static PostgresStore open(PostgresSettings settings) {
        ServerCheck.require(settings);
        Schema.migrate(settings);
        PostgresStore store = new PostgresStore(settings);
        store.logLanes.forEach(Lane::start);
        store.rowLanes.forEach(Lane::start);
        return store;
    }

    private List<Lane> lanes(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Lane(name + number, pool, settings))
                .toList();
    }

    PostgresSettings settings() {
        return settings;
    }

    Tables tables() {
        return tables;
    }

    ConnectionPool pool() {
        return pool;
    }

    LogTable log() {
        return log;
    }

    Lane logLane(String persistenceId) {
        return lane(logLanes, persistenceId.hashCode());
    }

    Lane checkpointLane(String persistenceId) {
        return lane(rowLanes, persistenceId.hashCode());
    }

    Lane rowLane(int partition) {
        return lane(rowLanes, partition);
    }

    private static Lane lane(List<Lane> lanes, int hash) {
        return lanes.get(Math.floorMod(hash, lanes.size()));
    }

    /** Does what was submitted, then closes the connections. */
    @Override
    public void close() {
        List<Lane> lanes = new ArrayList<>(logLanes);
        lanes.addAll(rowLanes);
        lanes.forEach(Lane::close);
        pool.close();
    }
}
