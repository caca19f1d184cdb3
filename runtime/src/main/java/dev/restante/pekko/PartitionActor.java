package dev.restante.pekko;

import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Partition;
import dev.restante.engine.Protocol;
import dev.restante.pekko.PartitionMessage.Own;
import dev.restante.store.PartitionLog;
import java.util.List;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.DeleteMessagesFailure;
import org.apache.pekko.persistence.DeleteSnapshotsFailure;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotOffer;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one {@link Partition} on its persistent log: brings it what happens and carries out what it wants, in order.
 *
 * <p>At most one write is under way; meanwhile it goes on taking messages. Whatever fails, a write above all, ends this incarnation: it stops
 * with its cells, nothing that was not committed has left it, and the next one, started by {@link RollCall}, recovers from the log.
 */
final class PartitionActor extends AbstractPersistentActor {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionActor.class);

    /** Turns of inline behaviors after one message, before other messages get the thread again. */
    private static final int INLINE_TURNS = 64;

    private final int number;
    private final NodeContext node;
    private final Partition partition;
    private final Outlets outlets;
    private final Presence presence;
    private long checkpoint;
    private boolean writing;
    private boolean ended;

    private PartitionActor(NodeContext node) {
        this.number = Integer.parseInt(getSelf().path().name());
        this.node = node;
        this.partition = new Partition(number, node.settings().engine(), node.types());
        this.outlets = new Outlets(number, node, getContext());
        this.presence =
                new Presence(number, getContext(), node.settings().timeouts().handOff());
    }

    /** The partition's number is the actor's name. */
    static Props props(NodeContext node) {
        return Props.create(PartitionActor.class, () -> new PartitionActor(node))
                .withDispatcher(Dispatchers.WORK);
    }

    @Override
    public String persistenceId() {
        return PartitionLog.nameOf(number);
    }

    @Override
    public String journalPluginId() {
        return setting("restante.storage.journal");
    }

    @Override
    public String snapshotPluginId() {
        return setting("restante.storage.snapshot-store");
    }

    /** Read from the source: Pekko asks for the plugins before this class is initialized. */
    private String setting(String path) {
        return getContext().getSystem().settings().config().getString(path);
    }

    /** A checkpoint is of the record that the engine named, which is seldom the last one. */
    @Override
    public long snapshotSequenceNr() {
        return checkpoint;
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder()
                .match(byte[].class, this::replay)
                .match(SnapshotOffer.class, this::restore)
                .match(RecoveryCompleted.class, completed -> start())
                .build();
    }

    private void restore(SnapshotOffer offer) {
        if (!(offer.snapshot() instanceof byte[] index)) {
            throw new IllegalStateException("the checkpoint of partition " + number + " is not one of ours but "
                    + offer.snapshot().getClass().getName());
        }
        partition.restoreCheckpoint(offer.metadata().sequenceNr(), index);
    }

    private void replay(byte[] record) {
        partition.replay(lastSequenceNr(), record);
    }

    private void start() {
        try {
            presence.recovered();
            partition.raiseFormat(node.format().version());
            carryOut(partition.start(lastSequenceNr(), node.clock().millis()));
            runInline();
        } catch (RuntimeException e) {
            fail("recovery failed at its end", e);
        }
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder().matchAny(this::onMessage).build();
    }

    /** Lets no exception out: sharding's answer would be to restart the actor where it is, with whatever it had in hand. */
    private void onMessage(Object message) {
        if (ended) {
            return;
        }
        try {
            receive(message);
        } catch (RuntimeException e) {
            fail("internal error", e);
        }
    }

    private void receive(Object message) {
        if (message instanceof PartitionMessage.Handled handled) {
            outlets.turnDone(handled);
            take(handled.done());
        } else if (message instanceof Protocol protocol) {
            take(new Input.Arrived(new ActorPeer(getSender()), protocol));
        } else if (message instanceof Input input) {
            take(input);
        } else if (message instanceof PartitionMessage own) {
            receive(own);
        } else {
            receiveStorageAnswer(message);
        }
    }

    private void receive(PartitionMessage message) {
        if (message instanceof Own own) {
            receive(own);
        } else if (message instanceof PartitionMessage.Ask ask) {
            take(new Input.Asked(getSender(), ask.request()));
        } else if (message instanceof PartitionMessage.KeepAlive call) {
            presence.calledBy(call.caller());
        } else if (message instanceof PartitionMessage.Measure) {
            getSender().tell(partition.figures(), getSelf());
        } else if (message instanceof PartitionMessage.HandOff && presence.leave()) {
            take(new Input.Stop());
        } else if (message instanceof PartitionMessage.Failed failed) {
            fail(failed.what() + " failed", failed.cause());
        }
    }

    private void receive(Own message) {
        switch (message) {
            case WAKE -> {
                outlets.rang();
                take(new Input.Woken());
            }
            case CONTINUE -> runInline();
            case INSPECT -> outlets.inspect();
            case STOP_NOW -> fail("the hand-off took longer than restante.timeouts.hand-off", null);
        }
    }

    private void receiveStorageAnswer(Object message) {
        if (message instanceof SaveSnapshotSuccess saved) {
            take(new Input.CheckpointSaved(saved.metadata().sequenceNr()));
        } else if (message instanceof SaveSnapshotFailure failure) {
            fail("saving the checkpoint of record " + failure.metadata().sequenceNr() + " failed", failure.cause());
        } else if (message instanceof DeleteMessagesFailure failure) {
            fail("trimming the log up to record " + failure.toSequenceNr() + " failed", failure.cause());
        } else if (message instanceof DeleteSnapshotsFailure failure) {
            fail("deleting old checkpoints failed", failure.cause());
        }
    }

    private void take(Input input) {
        carryOut(handle(input));
        if (presence.isAwaited() && partition.figures().running()) {
            presence.serves();
        }
        runInline();
    }

    private List<Output> handle(Input input) {
        partition.raiseFormat(node.format().version());
        return partition.handle(input, node.clock().millis());
    }

    /** Runs inline turns until none is left, or until a write waits: it goes to the journal when the actor's message is done with. */
    private void runInline() {
        boolean wrote = writing;
        for (int turns = 0; turns < INLINE_TURNS && writing == wrote; turns++) {
            Input.TurnDone done = outlets.runInline();
            if (done == null) {
                return;
            }
            carryOut(handle(done));
        }
        if (outlets.hasInlineTurns()) {
            getSelf().tell(Own.CONTINUE, getSelf());
        }
    }

    private void carryOut(List<Output> outputs) {
        for (Output output : outputs) {
            if (output instanceof Output.Append append) {
                append(append);
            } else if (!outlets.carryOut(output)) {
                carryOutOnLog(output);
            }
        }
    }

    private void carryOutOnLog(Output output) {
        if (output instanceof Output.SaveCheckpoint save) {
            checkpoint = save.sequence();
            saveSnapshot(save.index());
        } else if (output instanceof Output.TrimLog trim) {
            deleteMessages(trim.through());
            deleteSnapshots(SnapshotSelectionCriteria.create(trim.checkpoint() - 1, Long.MAX_VALUE));
        } else if (output instanceof Output.Stopped) {
            LOG.debug("partition {} has stopped at record {}", number, lastSequenceNr());
            end();
        } else {
            throw new IllegalStateException(
                    "nothing carries out " + output.getClass().getName());
        }
    }

    private void append(Output.Append append) {
        if (writing || append.sequence() != lastSequenceNr() + 1) {
            throw new IllegalStateException("record " + append.sequence() + " does not follow " + lastSequenceNr()
                    + (writing ? ", whose successor is being written" : ""));
        }
        writing = true;
        persistAsync(append.record(), record -> committed(append.sequence(), record.length));
    }

    private void committed(long sequence, int bytes) {
        writing = false;
        node.counters().records().increment();
        node.counters().recordBytes().add(bytes);
        onMessage(new Input.Committed(sequence));
    }

    @Override
    public void onRecoveryFailure(Throwable cause, scala.Option<Object> event) {
        fail("recovery failed after record " + lastSequenceNr() + "; 'restante check' names damage", cause);
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long sequence) {
        fail("writing record " + sequence + " failed", cause);
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long sequence) {
        fail("the journal rejected record " + sequence, cause);
    }

    private void fail(String what, @Nullable Throwable cause) {
        if (ended) {
            return;
        }
        node.counters().partitionFailures().increment();
        LOG.error("partition {} stops and will recover: {}", number, what, cause);
        end();
    }

    private void end() {
        ended = true;
        outlets.close();
        getContext().stop(getSelf());
    }

    @Override
    public void postStop() {
        if (!ended) {
            outlets.close();
        }
        presence.close();
    }
}
