package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.behavior.CellRunner;
import dev.restante.behavior.Program;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.Failure;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.TurnResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** An actor that runs a user's behavior in its real cell; on demand twice, to see whether it does the same both times. */
final class BehaviorPlayer implements Company.Player {

    private static final String RUNNERS = "at " + CellRunner.class.getPackageName() + ".";

    private final World world;
    private final PartitionHost host;
    private final ActorId actor;
    private final List<CellRunner> cells = new ArrayList<>();

    BehaviorPlayer(World world, PartitionHost host, ActorId actor, Program program, boolean twice) {
        this.world = world;
        this.host = host;
        this.actor = actor;
        for (int cell = 0; cell < (twice ? 2 : 1); cell++) {
            cells.add(new CellRunner(actor, program));
        }
    }

    @Override
    public Input.TurnDone play(Output.HandOver turn, long now) {
        List<Input.TurnDone> played = new ArrayList<>();
        for (CellRunner cell : cells) {
            played.add(withOwnTrace(cell.run(turn, now)));
        }
        TurnResult first = played.get(0).result();
        tell(turn.deliveries(), first);
        for (Input.TurnDone again : played) {
            checkSame(turn, first, again.result());
        }
        world.tally.count("messages handled", first.completions().size());
        return played.get(0);
    }

    /** Cuts a stack trace where the behavior ends: what is below says who runs the history, and the seed must decide what is stored. */
    private static Input.TurnDone withOwnTrace(Input.TurnDone done) {
        Failure failure = done.result().failure();
        if (failure == null) {
            return done;
        }
        String own = failure.detail()
                .lines()
                .takeWhile(line -> !line.contains(RUNNERS))
                .collect(Collectors.joining("\n"));
        Failure cut = new Failure(failure.kind(), failure.reason(), own);
        TurnResult result =
                new TurnResult(done.result().completions(), cut, done.result().state());
        return new Input.TurnDone(done.actor(), done.turn(), result);
    }

    private void checkSame(Output.HandOver turn, TurnResult first, TurnResult again) {
        boolean same = first.completions().equals(again.completions())
                && first.state().equals(again.state())
                && Objects.equals(reason(first), reason(again));
        if (!same) {
            throw World.violation(
                    "the behavior of " + actor + " is not a function of state, message and context: handling "
                            + turn.deliveries().stream()
                                    .map(delivery ->
                                            Narration.of(delivery.envelope().payload()))
                                    .toList()
                            + ", from the same state, it first " + inWords(first) + ", then " + inWords(again),
                    actor);
        }
    }

    private static String reason(TurnResult result) {
        Failure failure = result.failure();
        return failure == null ? "" : failure.reason();
    }

    private static String inWords(TurnResult result) {
        List<String> words = new ArrayList<>();
        result.completions()
                .forEach(completion -> words.add(Narration.of(completion).toString()));
        if (result.failure() != null) {
            words.add("fails: " + reason(result));
        }
        return String.join(", ", words) + Narration.of(result.state());
    }

    private void tell(List<Delivery> deliveries, TurnResult result) {
        List<Completion> completions = result.completions();
        for (int i = 0; i < completions.size(); i++) {
            world.trace.tell(at(deliveries.get(i)), Narration.of(completions.get(i)));
        }
        if (result.state() instanceof TurnResult.StateAfter.Changed changed) {
            world.trace.tell(actor, "is now", Narration.of(changed.state()));
        }
        if (result.failure() != null) {
            world.trace.tell(
                    at(deliveries.get(completions.size())),
                    "fails:",
                    result.failure().reason());
        }
    }

    private Object at(Delivery delivery) {
        return new Object() {
            @Override
            public String toString() {
                String attempt = delivery.attempt() > 1 ? ", attempt " + delivery.attempt() : "";
                return actor + " on node " + host.node().number + " takes "
                        + Narration.of(delivery.envelope().payload()) + " ("
                        + delivery.envelope().id() + attempt
                        + "):";
            }
        };
    }
}
