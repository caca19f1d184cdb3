package dev.restante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.Registry;
import dev.restante.SendOptions;
import dev.restante.testkit.Town.Add;
import dev.restante.testkit.Town.Announce;
import dev.restante.testkit.Town.Balance;
import dev.restante.testkit.Town.Deposit;
import dev.restante.testkit.Town.GetBalance;
import dev.restante.testkit.Town.Order;
import dev.restante.testkit.Town.Orders;
import dev.restante.testkit.Town.Poison;
import dev.restante.testkit.Town.RingIn;
import dev.restante.testkit.Town.Rung;
import dev.restante.testkit.Town.Seen;
import dev.restante.testkit.Town.Sum;
import dev.restante.testkit.Town.Transfer;
import dev.restante.testkit.simulation.History;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BehaviorSimulationTest {

    private static final int EACH = 8;
    private static final List<String> OWNERS = List.of("alice", "bob", "carol");

    @Test
    void sound_behaviors_come_to_the_same_whatever_goes_wrong() {
        List<History> histories = Simulation.of(new Town())
                .seeds(1, 60)
                .always(states -> assertThat(cents(states)).isLessThanOrEqualTo(3_000))
                .run(BehaviorSimulationTest::aDayInTown, BehaviorSimulationTest::everythingHappenedOnce);

        assertThat(List.of(
                        "crashes",
                        "freezes",
                        "moves",
                        "usurpations",
                        "network cuts",
                        "storage failures",
                        "messages lost",
                        "recoveries from a checkpoint",
                        "passivations",
                        "calls",
                        "failed calls",
                        "repeats",
                        "duplicates answered"))
                .allSatisfy(happening -> assertThat(histories.stream()
                                .mapToLong(history -> history.count(happening))
                                .sum())
                        .isPositive());
    }

    private static void aDayInTown(SimulatedCluster cluster) {
        OWNERS.forEach(owner -> cluster.client("mint").tell(Town.ACCOUNT.ref(owner), new Deposit(1_000), owner));
        for (int number = 1; number <= EACH; number++) {
            String key = Integer.toString(number);
            cluster.client("payer")
                    .tell(
                            Town.ACCOUNT.ref(cluster.pick(OWNERS)),
                            new Transfer(cluster.pick(OWNERS), cluster.between(1, 400)),
                            key);
            cluster.client("counter").tell(Town.TALLY.ref("t"), new Add(number), key);
            cluster.client("ringer").tell(Town.BELL.ref("b"), new RingIn(cluster.between(1, 5_000)), key);
            cluster.client("customer").tell(Town.SHOP.ref("s"), new Order("article " + key), key);
            cluster.client("editor").tell(Town.SHOP.ref("s"), new Announce("news " + key), "news " + key);
        }
    }

    private static void everythingHappenedOnce(CommittedStates states) {
        List<Integer> numbers = IntStream.rangeClosed(1, EACH).boxed().toList();
        assertThat(cents(states)).isEqualTo(3_000);
        assertThat(states.stateOf(Town.TALLY.ref("t"), Sum.class).orElseThrow().order())
                .containsExactlyInAnyOrderElementsOf(numbers);
        assertThat(states.stateOf(Town.BELL.ref("b"), Rung.class).orElseThrow().times())
                .hasSize(EACH);
        assertThat(states.stateOf(Town.SHOP.ref("s"), Orders.class)
                        .orElseThrow()
                        .parcels())
                .containsExactlyInAnyOrderElementsOf(numbers.stream()
                        .map(number -> "article " + number + " by post")
                        .toList());
        assertThat(states.statesOf(Town.READER, Seen.class))
                .hasSize(2)
                .allSatisfy((reader, seen) -> assertThat(seen.news())
                        .containsExactlyInAnyOrderElementsOf(
                                numbers.stream().map(number -> "news " + number).toList()));
    }

    private static long cents(CommittedStates states) {
        return states.statesOf(Town.ACCOUNT, Balance.class).values().stream()
                .mapToLong(Balance::cents)
                .sum();
    }

    @Test
    void a_seed_tells_the_same_history_every_time() {
        Simulation simulation = Simulation.of(new Town()).seeds(7, 9);

        List<History> first = simulation.run(BehaviorSimulationTest::aDayInTown);

        assertThat(simulation.run(BehaviorSimulationTest::aDayInTown)).isEqualTo(first);
    }

    @Test
    void without_faults_everything_is_accepted_at_once() {
        List<History> histories = Simulation.of(new Town())
                .seeds(1, 3)
                .withoutFaults()
                .run(BehaviorSimulationTest::aDayInTown, BehaviorSimulationTest::everythingHappenedOnce);

        assertThat(histories).allSatisfy(history -> {
            assertThat(history.count("messages accepted")).isEqualTo(5 * EACH + 3);
            assertThat(history.count("crashes")).isEqualTo(3); // of everything, in the end
        });
    }

    @Test
    void a_scenario_can_wait_for_answers_and_break_things_itself() {
        Simulation.of(new Town())
                .seeds(1, 5)
                .withoutFaults()
                .run(
                        cluster -> {
                            SimulatedClient client = cluster.client("c");
                            client.tell(Town.ACCOUNT.ref("alice"), new Deposit(500))
                                    .receipt();
                            cluster.crash(1);
                            cluster.crash(2);
                            cluster.crash(3);
                            Asked<Balance> asked =
                                    client.ask(Town.ACCOUNT.ref("alice"), new GetBalance(), Balance.class, "q-1");
                            cluster.advance(Duration.ofSeconds(30));
                            assertThat(asked.isAnswered()).isFalse();
                            cluster.restart(2);
                            cluster.restart(3);
                            assertThat(asked.reply()).isEqualTo(new Balance(500, 1));

                            cluster.failCalls();
                            client.tell(Town.SHOP.ref("s"), new Order("book")).receipt();
                            cluster.advance(Duration.ofMinutes(1));
                            assertThat(cluster.states().stateOf(Town.SHOP.ref("s"), Orders.class))
                                    .isEmpty();
                            cluster.resumeCalls();
                        },
                        states -> assertThat(states.stateOf(Town.SHOP.ref("s"), Orders.class))
                                .contains(new Orders(List.of("book by post"))));
    }

    @Test
    void what_is_delayed_for_long_is_neither_waited_for_nor_lost() {
        Simulation.of(new Town())
                .seeds(1, 5)
                .run(
                        cluster -> {
                            SimulatedClient client = cluster.client("c");
                            SendOptions tomorrow = SendOptions.defaults()
                                    .withKey("tomorrow")
                                    .withNotBefore(cluster.now().plus(Duration.ofDays(1)));
                            client.tell(Town.ACCOUNT.ref("alice"), new Deposit(1), tomorrow);
                            client.tell(
                                    Town.BELL.ref("b"),
                                    new RingIn(Duration.ofDays(2).toMillis()),
                                    "r-1");
                        },
                        states -> assertThat(states.stateOf(Town.ACCOUNT.ref("alice"), Balance.class))
                                .isEmpty());
    }

    @Test
    void an_actor_that_reminds_itself_without_end_does_not_keep_a_history_from_ending() {
        ActorType<Tick> clock = ActorType.of("clock", Tick.class);
        DurableBehavior<Tick, Ticks> behavior = DurableBehavior.of(Tick.class, new Ticks(0))
                .on(
                        Tick.class,
                        (ticks, tick, context) -> Effect.update(new Ticks(ticks.count() + 1))
                                .thenTellAfter(Duration.ofSeconds(7), clock.ref("c"), tick))
                .build();

        Simulation.of(() -> new Registry().add(clock, behavior))
                .seeds(1, 5)
                .run(
                        cluster -> cluster.client("c").tell(clock.ref("c"), new Tick(), "t-1"),
                        states -> assertThat(states.stateOf(clock.ref("c"), Ticks.class)
                                        .orElseThrow()
                                        .count())
                                .isPositive());
    }

    record Tick() {}

    record Ticks(int count) {}

    @Test
    void a_dead_letter_fails_a_history_that_does_not_allow_it() {
        Simulation simulation = Simulation.of(new Town()).seed(1).withoutFaults();
        Scenario poison = cluster -> cluster.client("c").tell(Town.SHOP.ref("s"), new Poison());

        assertThatThrownBy(() -> simulation.run(poison))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 dead letters; the first is Poison {} to shop/s")
                .hasMessageContaining("poisoned");
        assertThat(simulation.allowingDeadLetters().run(poison)).hasSize(1);
    }

    @Test
    void a_failure_tells_the_seed_and_what_happened_and_fails_again() {
        Simulation simulation = Simulation.of(new Town())
                .seeds(3, 10)
                .always(states -> assertThat(cents(states)).as("money in town").isZero());
        Scenario deposit = cluster -> cluster.client("anna").tell(Town.ACCOUNT.ref("alice"), new Deposit(5), "d-1");

        assertThatThrownBy(() -> simulation.run(deposit))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed 3: [money in town]")
                .hasMessageContaining(".seed(3), or -Dsimulation.seed=3")
                .hasMessageContaining("anna sends Deposit {\"cents\":5} to account/alice with key d-1")
                .hasMessageContaining("account/alice is now Balance {\"cents\":5,\"applied\":1}")
                .hasMessageContaining("commits record");
        assertThatThrownBy(() -> simulation.seed(3).run(deposit)).hasMessageStartingWith("seed 3: [money in town]");
    }
}
