package dev.restante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MessageContext;
import dev.restante.Recipient;
import dev.restante.Registry;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Behaviors that keep or use something beside their state, and how a simulation tells. */
class ImpureBehaviorTest {

    private static final ActorType<Try> LOCK = ActorType.of("lock", Try.class);
    private static final Recipient<Try> DOOR = LOCK.ref("door");
    private static final int MOST_TRIES = 3;

    record Try(int pin) {}

    record Lock(int wrongTries, String token) {}

    @Test
    void a_counter_kept_beside_the_state_passes_where_nothing_crashes() {
        var door = BehaviorTestKit.of(LOCK, lockThatCountsInMemory());
        for (int pin = 1; pin <= 10; pin++) {
            door.deliver(new Try(pin));
        }

        assertThat(door.state().wrongTries()).isEqualTo(MOST_TRIES);
    }

    @Test
    void a_counter_kept_beside_the_state_is_found_by_crashes() {
        Simulation simulation = Simulation.of(() -> new Registry().add(LOCK, lockThatCountsInMemory()));

        assertThatThrownBy(() -> simulation.run(
                        ImpureBehaviorTest::tryTenTimes,
                        states -> assertThat(states.stateOf(DOOR, Lock.class)
                                        .orElseThrow()
                                        .wrongTries())
                                .isEqualTo(MOST_TRIES)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected: 3");
    }

    /** Wrong: the tries are forgotten when the node crashes or the partition moves. */
    private static DurableBehavior<Try, Lock> lockThatCountsInMemory() {
        Map<String, Integer> tries = new HashMap<>();
        return DurableBehavior.of(Try.class, new Lock(0, ""))
                .on(Try.class, (lock, attempt, context) -> {
                    int wrong = tries.merge(context.self().key(), 1, Integer::sum);
                    return wrong > MOST_TRIES
                            ? Effect.reject("locked")
                            : Effect.update(new Lock(lock.wrongTries() + 1, ""));
                })
                .build();
    }

    @Test
    void a_behavior_that_draws_lots_is_named() {
        Simulation simulation = Simulation.of(() -> new Registry().add(LOCK, lockThatDrawsLots()));

        assertThatThrownBy(() -> simulation.run(ImpureBehaviorTest::tryTenTimes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the behavior of lock/door is not a function of state, message and context");
    }

    private static DurableBehavior<Try, Lock> lockThatDrawsLots() {
        return DurableBehavior.of(Try.class, new Lock(0, ""))
                .on(
                        Try.class,
                        (lock, attempt) ->
                                Effect.update(new Lock(0, UUID.randomUUID().toString())))
                .build();
    }

    @Test
    void time_and_identity_from_the_context_are_the_same_every_time() {
        Simulation.of(() -> new Registry().add(LOCK, lockThatAsksItsContext()))
                .seeds(1, 10)
                .handlingTwice()
                .run(ImpureBehaviorTest::tryTenTimes);
    }

    private static DurableBehavior<Try, Lock> lockThatAsksItsContext() {
        return DurableBehavior.of(Try.class, new Lock(0, ""))
                .on(Try.class, (lock, attempt, context) -> Effect.update(new Lock(0, token(context))))
                .build();
    }

    private static String token(MessageContext context) {
        return context.now() + " " + context.id() + " " + context.correlationId() + " " + context.attempt();
    }

    @Test
    void a_scenario_that_is_another_one_each_time_is_noticed() {
        AtomicInteger runs = new AtomicInteger();
        Simulation simulation = Simulation.of(() -> new Registry().add(LOCK, lockThatAsksItsContext()));

        assertThatThrownBy(() -> simulation.run(
                        cluster -> cluster.client("c").tell(DOOR, new Try(runs.incrementAndGet()), "t-1")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 1 told two different histories");
    }

    private static void tryTenTimes(SimulatedCluster cluster) {
        for (int pin = 1; pin <= 10; pin++) {
            cluster.client("thief").tell(DOOR, new Try(pin), "try-" + pin);
        }
    }
}
