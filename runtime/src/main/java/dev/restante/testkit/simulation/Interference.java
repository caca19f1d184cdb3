package dev.restante.testkit.simulation;

import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.TurnResult;
import dev.restante.store.Row;
import dev.restante.store.RowChange;
import java.util.List;

/**
 * Stands between the engine and the world around it. The real one passes everything on as it is; a test's breaks one rule, to see that this is
 * noticed. One object serves one history.
 */
interface Interference {

    /** Keeps to every rule. */
    Interference NONE = new Interference() {};

    /** What the partition takes in the place of {@code input}. */
    default List<Input> incoming(PartitionHost host, Input input) {
        return List.of(input);
    }

    /** What is carried out in the place of {@code output}. */
    default List<Output> outgoing(PartitionHost host, Output output) {
        return List.of(output);
    }

    default List<CourierInput> incoming(CourierHost host, CourierInput input) {
        return List.of(input);
    }

    default List<CourierOutput> outgoing(CourierHost host, CourierOutput output) {
        return List.of(output);
    }

    /** What the partition is told that a turn came to. */
    default TurnResult turned(PartitionHost host, Output.HandOver turn, TurnResult result) {
        return result;
    }

    /** What a recovering incarnation reads of its log. */
    default PartitionLog.Contents recovering(PartitionHost host, PartitionLog.Contents contents) {
        return contents;
    }

    /** What is written in the place of {@code changes}. */
    default List<RowChange> written(PartitionHost host, List<RowChange> changes) {
        return changes;
    }

    /** What is read in the place of {@code rows}. */
    default List<Row> read(PartitionHost host, List<Row> rows) {
        return rows;
    }

    default boolean logFencesStaleOwners() {
        return true;
    }

    default boolean storeFencesStaleOwners() {
        return true;
    }

    default boolean rowsAreSynced() {
        return true;
    }
}
