package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.typed.ClusterCommand;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class ClusterEntranceTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ActorTestKit kit = ActorTestKit.create(
            "test",
            ManualTime.config()
                    .withFallback(ConfigFactory.parseString("pekko { loglevel = OFF, stdout-loglevel = OFF }"))
                    .withFallback(ConfigFactory.load()));
    private final ManualTime time = ManualTime.get(kit.system());
    private final MemoryStateStore store = new MemoryStateStore();
    private final TestProbe<ClusterCommand> cluster = kit.createTestProbe(ClusterCommand.class);
    private final List<Address> seeds = IntStream.rangeClosed(1, 3)
            .mapToObj(node -> new Address("pekko", "restante", "10.0.0." + node, 7071))
            .toList();

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void the_first_seed_forms_a_cluster_on_a_store_that_never_had_one() {
        enter(0);

        assertThat(doors()).isEqualTo(seeds);
    }

    @Test
    void another_seed_asks_at_once_whatever_the_store_says() {
        await(SignOfLife.write(store, "one"));

        enter(1);

        assertThat(doors()).isEqualTo(seeds);
    }

    @Test
    void a_node_without_seeds_asks_nobody_and_gives_signs_once_it_is_a_member() {
        ActorRef<ClusterEntrance.Message> entrance =
                kit.spawn(ClusterEntrance.create(store, List.of(), seeds.get(0), cluster.ref()));

        entrance.tell(ClusterEntrance.up());

        assertThat(signAfter("")).contains("10.0.0.1:7071");
        cluster.expectNoMessage();
    }

    @Test
    void the_first_seed_forms_a_cluster_when_the_last_one_gives_no_sign() {
        await(SignOfLife.write(store, "one"));
        enter(0);
        assertThat(doors()).as("whom it asks meanwhile").isEqualTo(seeds.subList(1, 3));

        time.timePasses(ClusterEntrance.WATCH);

        assertThat(doors()).isEqualTo(seeds);
    }

    @Test
    void the_first_seed_waits_while_a_cluster_that_it_does_not_reach_serves_the_store() {
        await(SignOfLife.write(store, "one"));
        enter(0);
        doors();

        for (String sign : List.of("two", "three", "four")) {
            await(SignOfLife.write(store, sign));
            lookAgain();
        }
        cluster.expectNoMessage();
        time.timePasses(ClusterEntrance.WATCH);

        assertThat(doors()).isEqualTo(seeds);
    }

    @Test
    void a_member_gives_signs_that_differ_and_asks_nobody_any_more() {
        await(SignOfLife.write(store, "one"));
        ActorRef<ClusterEntrance.Message> entrance = enter(0);
        doors();

        entrance.tell(ClusterEntrance.up());

        String first = signAfter("one");
        assertThat(first).contains("10.0.0.1:7071");
        time.timePasses(ClusterEntrance.WATCH);
        assertThat(signAfter(first)).isNotEqualTo(first);
        cluster.expectNoMessage();
    }

    @Test
    void a_sign_that_could_not_be_given_is_given_later() {
        ActorRef<ClusterEntrance.Message> entrance = enter(0);
        store.writeFailures.set(1);

        entrance.tell(ClusterEntrance.up());
        cluster.awaitAssert(LIMIT, () -> {
            assertThat(store.writeFailures).hasValue(0);
            return null;
        });
        time.timePasses(ClusterEntrance.WATCH);

        assertThat(signAfter("")).contains("10.0.0.1:7071");
    }

    private void lookAgain() {
        int reads = store.reads.get();
        time.timePasses(ClusterEntrance.WATCH);
        cluster.awaitAssert(LIMIT, () -> {
            assertThat(store.reads).hasValueGreaterThan(reads);
            return null;
        });
    }

    private ActorRef<ClusterEntrance.Message> enter(int node) {
        return kit.spawn(ClusterEntrance.create(store, seeds, seeds.get(node), cluster.ref()));
    }

    /** Whom the cluster was told to ask next. */
    private List<Address> doors() {
        JoinSeedNodes join = cluster.expectMessageClass(JoinSeedNodes.class, LIMIT);
        return StreamSupport.stream(
                        CollectionConverters.asJava(join.seedNodes()).spliterator(), false)
                .toList();
    }

    private String signAfter(String last) {
        return cluster.awaitAssert(LIMIT, () -> {
            Optional<String> sign = await(SignOfLife.read(store));
            assertThat(sign).isPresent().isNotEqualTo(Optional.of(last));
            return sign.orElseThrow();
        });
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
