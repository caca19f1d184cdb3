package dev.restante.pekko;

import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.store.StateStore;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRef;

/** Takes one partition's wishes to the state store and brings the results back as messages to the partition. */
final class StoreLink {

    private final int partition;
    private final StateStore store;
    private final ActorRef self;

    StoreLink(int partition, StateStore store, ActorRef self) {
        this.partition = partition;
        this.store = store;
        this.self = self;
    }

    void claim(Output.ClaimEpoch claim) {
        report(
                "claiming the state store for epoch " + claim.epoch(),
                store.claim(partition, claim.epoch()),
                done -> new Input.EpochClaimed());
    }

    void read(Output.ReadRows read) {
        report(
                "reading " + read.keys().size() + " rows",
                store.read(partition, read.keys()),
                rows -> new Input.RowsRead(read.request(), rows));
    }

    void scan(Output.ScanRows scan) {
        report(
                "scanning rows",
                store.scan(partition, scan.from(), scan.to(), scan.maxRows(), scan.maxBytes()),
                rows -> new Input.RowsRead(scan.request(), rows));
    }

    void write(Output.WriteRows write) {
        CompletionStage<Void> durable = store.write(partition, write.epoch(), write.changes())
                .thenCompose(done -> store.sync(partition, write.epoch()));
        report("writing " + write.changes().size() + " rows", durable, done -> new Input.RowsWritten());
    }

    private <T> void report(String what, CompletionStage<T> result, Function<T, Input> input) {
        result.whenComplete((value, failure) -> self.tell(
                failure == null ? input.apply(value) : new PartitionMessage.Failed(what, failure),
                ActorRef.noSender()));
    }
}
