package dev.restante.pekko;

import static dev.restante.pekko.CounterProgram.actor;
import static dev.restante.pekko.CounterProgram.add;
import static dev.restante.pekko.CounterProgram.value;
import static dev.restante.pekko.TestNode.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.CallContext;
import dev.restante.Dispatch;
import dev.restante.Payload;
import dev.restante.behavior.Cell;
import dev.restante.behavior.FakeProgram;
import dev.restante.behavior.Program;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.StateImage;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TypeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutsideCallsTest {

    private static final ActorId CALLER = actor("caller", "a");

    private final List<CallContext> calls = new CopyOnWriteArrayList<>();
    private final List<Long> answers = new CopyOnWriteArrayList<>();

    @Test
    void a_call_that_fails_throws_or_never_answers_is_made_again_under_the_same_name(TestInfo test) throws Exception {
        Function<CallContext, CompletionStage<Payload>> outside = call -> switch (call.attempt()) {
            case 1 -> CompletableFuture.failedFuture(new IllegalStateException("no connection"));
            case 2 -> throw new IllegalArgumentException("not even tried");
            case 3 -> new CompletableFuture<>();
            default -> CompletableFuture.completedFuture(add(100));
        };
        try (TestNode node = TestNode.start(
                TestNode.config(test.getDisplayName(), "restante.timeouts.call = 50 ms"), new Caller(this, outside))) {

            TestNode.await(node.ask(CALLER, add(1)).outcome());

            until(() -> answers.equals(List.of(100L)));
            assertThat(calls).extracting(CallContext::attempt).containsExactly(1, 2, 3, 4);
            assertThat(calls)
                    .extracting(CallContext::id)
                    .containsOnly(calls.get(0).id());
            assertThat(calls).extracting(CallContext::self).containsOnly(CALLER);
        }
    }

    /** Calls the outside for every message below 100, which is what the outside answers. */
    private record Caller(OutsideCallsTest test, Function<CallContext, CompletionStage<Payload>> outside)
            implements Program {

        @Override
        public TypeSettings settings() {
            return FakeProgram.typeSettings("caller");
        }

        @Override
        public Dispatch dispatch() {
            return Dispatch.OWN_ACTOR;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Cell start(ActorId self, StateImage image) {
            return (deliveries, now) -> {
                List<Completion> completions = new ArrayList<>();
                for (Delivery delivery : deliveries) {
                    completions.add(handle(delivery.envelope().payload()));
                }
                return new TurnResult(completions, null, new TurnResult.StateAfter.Unchanged());
            };
        }

        private Completion handle(Payload message) {
            if (value(message) >= 100) {
                test.answers.add(value(message));
                return Completion.processed();
            }
            return new Completion(null, null, List.of(), List.of(), List.of(), List.of(message));
        }

        @Override
        public CompletionStage<Payload> call(ActorId self, Payload request, CallContext context) {
            test.calls.add(context);
            return outside.apply(context);
        }
    }
}
