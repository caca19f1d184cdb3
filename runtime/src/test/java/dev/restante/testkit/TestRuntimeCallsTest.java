package dev.restante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.restante.Recipient;
import dev.restante.testkit.Town.Order;
import dev.restante.testkit.Town.Ordering;
import dev.restante.testkit.Town.Orders;
import dev.restante.testkit.Town.Ship;
import dev.restante.testkit.Town.Shipped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TestRuntimeCallsTest {

    private static final Recipient<Ordering> SHOP = Town.SHOP.ref("corner");

    private final TestRuntime runtime = TestRuntime.of(new Town());

    @Test
    void a_call_is_made_by_the_behavior_itself_where_the_test_says_nothing() {
        runtime.tell(SHOP, new Order("bread"));

        assertThat(runtime.stateOf(SHOP, Orders.class)).contains(new Orders(List.of("bread by post")));
    }

    @Test
    void a_call_is_repeated_until_it_answers_and_under_the_same_id() {
        List<String> ids = new ArrayList<>();
        runtime.answerCalls(Ship.class, (ship, context) -> {
            ids.add(context.id());
            if (context.attempt() < 4) {
                throw new IllegalStateException("closed");
            }
            return CompletableFuture.completedFuture(new Shipped(ship.article() + " by test"));
        });

        runtime.tell(SHOP, new Order("bread"));
        runtime.runUntilIdle();
        assertThat(runtime.stateOf(SHOP, Orders.class)).isEmpty();
        runtime.advance(Duration.ofMinutes(1));

        assertThat(runtime.stateOf(SHOP, Orders.class)).contains(new Orders(List.of("bread by test")));
        assertThat(ids).hasSize(4).containsOnly(ids.get(0));
    }

    @Test
    void a_call_whose_answer_a_crash_lost_is_made_again() {
        List<CompletableFuture<Object>> calls = new ArrayList<>();
        runtime.answerCalls(Ship.class, (ship, context) -> {
            calls.add(new CompletableFuture<>());
            return calls.get(calls.size() - 1);
        });
        runtime.tell(SHOP, new Order("bread"));
        runtime.runUntilIdle();

        runtime.crashAndRestart();
        runtime.runUntilIdle();
        calls.forEach(call -> call.complete(new Shipped("bread by hand")));

        assertThat(runtime.stateOf(SHOP, Orders.class)).contains(new Orders(List.of("bread by hand")));
        assertThat(calls).hasSize(2);
    }

    @Test
    void a_call_that_does_not_answer_in_time_is_made_again() {
        List<Integer> attempts = new ArrayList<>();
        runtime.answerCalls(Ship.class, (ship, context) -> {
            attempts.add(context.attempt());
            return new CompletableFuture<>();
        });

        runtime.tell(SHOP, new Order("bread"));
        runtime.advance(Duration.ofSeconds(31));

        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void a_wrong_answer_for_the_outside_world_is_the_tests_own_failure() {
        runtime.answerCalls(Ship.class, ship -> "no message");
        runtime.tell(SHOP, new Order("bread"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(runtime::runUntilIdle)
                .withMessageContaining("the call Ship answered with no message");
    }
}
