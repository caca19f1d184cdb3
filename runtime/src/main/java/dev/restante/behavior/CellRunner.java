package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.Failure;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.StateImage;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TurnResult.StateAfter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one actor's cell, on whichever thread its owner is. It remembers what the partition believes the actor's state to be, so that a cell
 * that breaks is made anew without what it did and could not report. Used by one thread at a time, but for {@link #recall}.
 */
public final class CellRunner {

    private static final int DETAIL_LIMIT = 4 << 10;

    private final ActorId actor;
    private final Program program;
    private final List<Payload> events = new ArrayList<>();
    private @Nullable Payload state;
    private @Nullable Cell cell;
    private boolean started;

    /** The last hand-over that was recalled. */
    private volatile long recalled;

    public CellRunner(ActorId actor, Program program) {
        this.actor = actor;
        this.program = program;
    }

    /** Handles what was handed over; an exception from here is a bug in the runtime, never in a behavior. */
    public Input.TurnDone run(Output.HandOver handOver, long now) {
        if (handOver.start() != null) {
            startFrom(handOver.start());
        } else if (!started) {
            throw new IllegalStateException(actor + " was handed messages, but never a state to start from");
        }
        TurnResult result = handle(handOver, now);
        follow(result);
        return new Input.TurnDone(actor, handOver.turn(), result);
    }

    /**
     * Lets {@link #run} begin no more of the hand-over {@code turn}, whether it is at it or is yet to come to it. For any thread; takes
     * effect before the next message.
     */
    public void recall(long turn) {
        recalled = turn;
    }

    private void startFrom(StateImage image) {
        started = true;
        cell = null;
        state = image.state();
        events.clear();
        events.addAll(image.events());
    }

    private TurnResult handle(Output.HandOver handOver, long now) {
        try {
            if (cell == null) {
                cell = program.start(actor, new StateImage(state, List.copyOf(events)));
            }
            return cell.handle(() -> unrecalled(handOver), now);
        } catch (UndecodableStateException e) {
            cell = null;
            return failedAtFirst(Failure.Kind.UNDECODABLE, e);
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
                // The process is not well: this ends it, and recovery counts the attempt.
                throw e;
            }
            cell = null;
            return failedAtFirst(Failure.Kind.THREW, e);
        }
    }

    private Iterator<Delivery> unrecalled(Output.HandOver handOver) {
        Iterator<Delivery> deliveries = handOver.deliveries().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return recalled != handOver.turn() && deliveries.hasNext();
            }

            @Override
            public Delivery next() {
                return deliveries.next();
            }
        };
    }

    private void follow(TurnResult result) {
        StateAfter after = result.state();
        if (after instanceof StateAfter.Changed changed) {
            state = changed.state();
            events.clear();
        } else if (after instanceof StateAfter.Forgotten) {
            state = null;
            events.clear();
        } else {
            for (Completion completion : result.completions()) {
                events.addAll(completion.events());
            }
        }
    }

    private static TurnResult failedAtFirst(Failure.Kind kind, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        String detail = trace.toString();
        String reason = cause.toString().lines().findFirst().orElse("");
        Failure failure = new Failure(kind, reason, detail.substring(0, Math.min(detail.length(), DETAIL_LIMIT)));
        return new TurnResult(List.of(), failure, new StateAfter.Unchanged());
    }
}
