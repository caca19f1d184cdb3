package dev.restante.testkit.simulation;

import dev.restante.CallContext;
import dev.restante.Payload;
import dev.restante.behavior.Ensemble;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes the calls of actors to the outside world: they fail before and after they were taken, and are taken twice. */
final class OutsideCaller {

    private static final int LONGEST_MILLIS = 20;

    /** Of wall-clock time: virtual time stands still until the answer is there, else no seed would tell the same twice. */
    private static final long PATIENCE_SECONDS = 10;

    private static final List<Trouble> TROUBLES = List.of(Trouble.NOT_TAKEN, Trouble.ANSWER_LOST, Trouble.TAKEN_TWICE);

    private final World world;
    private final Outside outside;
    private boolean down;

    /** What becomes of a call that fails on its way. */
    private enum Trouble {
        NONE,
        NOT_TAKEN,
        ANSWER_LOST,
        TAKEN_TWICE
    }

    OutsideCaller(World world, Outside outside) {
        this.world = world;
        this.outside = outside;
    }

    /** Lets all calls fail, or no longer. */
    void setDown(boolean isDown) {
        if (isDown != down) {
            world.trace.tell("the outside world", isDown ? "goes down" : "is back");
            down = isDown;
        }
    }

    void call(PartitionHost host, Ensemble ensemble, Output.StartCall call) {
        world.tally.count("calls");
        CallContext context = new CallContext(call.actor(), host.partition() + "-" + call.call(), call.attempt());
        String name = name(context);
        boolean trouble = world.befalls(Fault.FAILING_CALL);
        Trouble kind = trouble ? world.chanceOf(Fault.FAILING_CALL).pick(TROUBLES) : Trouble.NONE;
        if (down || kind == Trouble.NOT_TAKEN) {
            fail(host, call, name, "the outside world does not answer");
            return;
        }
        world.trace.tell(name, "takes", Narration.of(call.request()), "outside, attempt", call.attempt());
        Input answer = answer(ensemble, call, context);
        if (kind == Trouble.TAKEN_TWICE) {
            world.trace.tell(name, "arrives outside a second time");
            answer = answer(ensemble, call, context);
        }
        if (answer instanceof Input.CallFailed failed) {
            fail(host, call, name, failed.reason());
        } else if (kind == Trouble.ANSWER_LOST) {
            fail(host, call, name, "the answer is lost");
        } else {
            host.report(world.chance.delay(LONGEST_MILLIS), answer);
        }
    }

    private static String name(CallContext context) {
        return "call " + context.id() + " of " + context.self();
    }

    private void fail(PartitionHost host, Output.StartCall call, String name, String reason) {
        world.trace.tell(name, "fails:", reason);
        world.tally.count("failed calls");
        host.report(world.chance.delay(LONGEST_MILLIS), new Input.CallFailed(call.call(), reason));
    }

    private Input answer(Ensemble ensemble, Output.StartCall call, CallContext context) {
        String name = name(context);
        CompletableFuture<Payload> answer =
                outside.start(ensemble, call.request(), context).toCompletableFuture();
        try {
            Payload message =
                    answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            world.trace.tell(name, "is answered with", Narration.of(message));
            return new Input.CallAnswered(call.call(), message);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof TimeoutException) {
                throw World.violation(
                        name + " has no answer after " + PATIENCE_SECONDS
                                + " s; what stands in for the outside world has to answer or fail by itself",
                        call.actor());
            }
            return new Input.CallFailed(call.call(), String.valueOf(e.getCause()));
        }
    }
}
