package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.engine.CorruptLogException;
import dev.restante.engine.EngineSettings;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Partition;
import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import dev.restante.engine.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One incarnation of a partition on a node: recovers it, feeds it and carries out what it wants done, as the shell does. */
final class PartitionHost implements Network.Address {

    private static final long NO_TIMER = Long.MAX_VALUE;

    private final World world;
    private final Node node;
    private final int partition;
    private final int number;
    private final HostStorage storage;
    private final HostCells cells;
    private final Bounds bounds;
    private final Deque<Input> stash = new ArrayDeque<>();
    private final Map<Integer, Question> questions = new LinkedHashMap<>();
    private @Nullable Partition engine;
    private long wakeAt = NO_TIMER;
    private int asked;
    private boolean ended;

    private record Question(Consumer<Object> onAnswer, Runnable onLoss) {}

    PartitionHost(World world, Node node, int partition, int number) {
        this.world = world;
        this.node = node;
        this.partition = partition;
        this.number = number;
        storage = new HostStorage(world, this);
        cells = new HostCells(world, this);
        bounds = new Bounds(world, this);
        node.add(this);
    }

    int partition() {
        return partition;
    }

    /** Counts up over all incarnations of all partitions. */
    int number() {
        return number;
    }

    HostStorage storage() {
        return storage;
    }

    EngineSettings settings() {
        return world.settings.engine();
    }

    @Override
    public Node node() {
        return node;
    }

    boolean isAlive() {
        return !ended;
    }

    void recover() {
        world.trace.note(this, "begins to recover on node", node.number);
        storage.recover();
    }

    /** Recovery has read the log. */
    void recovered(PartitionLog.Contents log) {
        PartitionLog.Checkpoint checkpoint = log.checkpoint();
        Partition fresh = new Partition(partition, settings(), world.company.types());
        log.restoreInto(fresh);
        world.tally.count("recoveries from a checkpoint", checkpoint.index() == null ? 0 : 1);
        world.trace.tell(
                this, "is recovered on node", node.number, "from records", checkpoint.sequence(), "to", log.highest());
        engine = fresh;
        storage.startsAfter(log.highest());
        carryOut(fresh.start(log.highest(), node.clock()));
        while (!stash.isEmpty() && isAlive()) {
            handle(stash.remove());
        }
    }

    @Override
    public void arrive(Peer from, Protocol message) {
        node.soon(this::isAlive, () -> handle(new Input.Arrived(from, message)));
    }

    /** Whether messages wait, or calls to the outside world have no answer yet. */
    boolean hasWork() {
        return engine == null || engine.figures().calls() + engine.figures().pending() > 0;
    }

    void ask(Request request, Consumer<Object> onAnswer, Runnable onLoss) {
        if (ended) {
            onLoss.run();
            return;
        }
        int token = ++asked;
        questions.put(token, new Question(onAnswer, onLoss));
        report(0, new Input.Asked(token, request));
    }

    void stop() {
        report(0, new Input.Stop());
    }

    /** Brings {@code input} after a while. */
    void report(long delay, Input input) {
        node.after(delay, this::isAlive, () -> handle(input));
    }

    /** Runs {@code action} after a while if the incarnation still is. */
    void later(long delay, Runnable action) {
        node.after(delay, this::isAlive, action);
    }

    private void handle(Input input) {
        if (engine == null) {
            stash.add(input);
            return;
        }
        Partition running = engine;
        for (Input taken : world.interference.incoming(this, input)) {
            if (isAlive()) {
                take(running, taken);
            }
        }
    }

    private void take(Partition running, Input input) {
        world.trace.note(this, "takes", Words.of(input));
        world.clocks.seen(partition, node.clock());
        if (input instanceof Input.Arrived arrived && arrived.message() instanceof Protocol.Bag bag) {
            world.company.arrived(this, bag);
        } else if (input instanceof Input.TurnDone done) {
            cells.turnEnded(done);
        } else if (input instanceof Input.CallAnswered || input instanceof Input.CallFailed) {
            bounds.callEnded();
        }
        carryOut(guarded(() -> running.handle(input, node.clock())));
        if (bounds.looks()) {
            bounds.check(running.figures());
        }
    }

    /** Whether another incarnation owns the log by now, so that rows that are read no longer are what this one believes. */
    boolean isReplaced() {
        return world.logs.get(partition).lastWriter() != number;
    }

    private List<Output> guarded(Supplier<List<Output>> work) {
        try {
            return work.get();
        } catch (InvariantViolation e) {
            throw e;
        } catch (CorruptLogException e) {
            if (!isReplaced()) {
                throw new InvariantViolation("I11: " + this + " failed: " + e.getMessage(), List.of(toString()), e);
            }
            fail("read the rows of its successor: " + e.getMessage());
            return List.of();
        } catch (RuntimeException e) {
            throw new InvariantViolation("I12: " + this + " failed: " + e, List.of(toString()), e);
        }
    }

    private void carryOut(List<Output> outputs) {
        for (Output output : outputs) {
            if (world.befalls(Fault.CRASH_POINT)) {
                world.trace.tell(this, "had still to do", Words.of(output));
                node.crash();
            }
            for (Output wanted : world.interference.outgoing(this, output)) {
                if (ended) {
                    return;
                }
                world.trace.note(this, "wants", Words.of(wanted));
                carryOut(wanted);
            }
        }
    }

    void carryOut(Output output) {
        bounds.check(output);
        if (output instanceof Output.HandOver handOver) {
            storage.mayLeave(output);
            cells.handOver(handOver);
        } else if (output instanceof Output.Recall recall) {
            cells.recall(recall);
        } else if (output instanceof Output.StopCell stop) {
            cells.stop(stop.actor());
        } else if (output instanceof Output.ToPartition send) {
            storage.mayLeave(output);
            world.company.leaves(this, send.message());
            world.network.toPartition(this, send.partition(), send.message());
        } else if (output instanceof Output.ToPeer send) {
            storage.mayLeave(output);
            world.company.leaves(this, send.message());
            world.network.toPeer(this, send.peer(), send.message());
        } else if (output instanceof Output.StartCall call) {
            storage.mayLeave(output);
            world.company.call(this, call);
        } else if (output instanceof Output.WakeAt wake) {
            wakeAt(wake.time());
        } else if (output instanceof Output.Answer answer) {
            storage.mayLeave(output);
            answered(answer);
        } else if (output instanceof Output.Stopped) {
            end();
        } else {
            storage.carryOut(output);
        }
    }

    private void wakeAt(long time) {
        wakeAt = time;
        later(Math.max(0, time - node.clock()), () -> {
            if (wakeAt == time) {
                wakeAt = NO_TIMER;
                handle(new Input.Woken());
            }
        });
    }

    private void answered(Output.Answer answer) {
        Question question = questions.remove((Integer) answer.token());
        if (question == null) {
            throw World.violation(this + " answered a question that was not open: " + answer, this);
        }
        question.onAnswer.accept(answer.value());
    }

    /** The cell of {@code actor} showed the whole node the door. */
    void killedBy(ActorId actor) {
        world.trace.note(actor, "kills node", node.number);
        world.tally.count("kills by a message");
        node.crash();
    }

    /** A write failed or was fenced: the incarnation ends, its node goes on. */
    void fail(String why) {
        if (!ended) {
            world.trace.tell(this, "ends:", why);
            end();
        }
    }

    /** The cluster tells an incarnation that it was replaced, some time after it could hear it again. */
    void stopAsReplaced(long delay) {
        later(0, () -> later(delay, () -> fail("stopped as replaced")));
    }

    /** The log could not be read: damaged, or trimmed by another under the reader's eyes, which a new try does not see. */
    void unreadable(CorruptLogException e, boolean trimmedMeanwhile) {
        if (!trimmedMeanwhile) {
            throw new InvariantViolation("I11: " + this + " cannot recover: " + e.getMessage(), List.of(toString()), e);
        }
        fail("log trimmed while it was read");
    }

    /** The node crashed, and everything on it. */
    void crashed() {
        storage.crash(world.sharding.owner(partition) == this);
        end();
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        node.remove(this);
        List.copyOf(questions.values()).forEach(question -> question.onLoss.run());
        questions.clear();
        world.sharding.ended(this);
    }

    @Override
    public String toString() {
        return "partition " + partition + "/" + number;
    }
}
