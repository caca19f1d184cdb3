package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.restante.engine.Protocol;
import dev.restante.pekko.PartitionMessage.KeepAlive;
import dev.restante.pekko.RollCallMessage.Alive;
import dev.restante.pekko.RollCallMessage.Begin;
import dev.restante.pekko.RollCallMessage.Leave;
import dev.restante.pekko.RollCallMessage.Moving;
import dev.restante.pekko.RollCallMessage.Notice;
import dev.restante.pekko.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollCallTest {

    private static final Duration QUIET = Duration.ofMillis(300);

    private final ActorTestKit kit = ActorTestKit.create(
            "test",
            ConfigFactory.parseString("pekko { loglevel = OFF, stdout-loglevel = OFF }")
                    .withFallback(ConfigFactory.load()));
    private final SteppedClock clock = new SteppedClock();
    private final List<Integer> found = new CopyOnWriteArrayList<>();
    private final List<Boolean> completeness = new CopyOnWriteArrayList<>();
    private volatile boolean nodesStay = true;
    private final Set<org.apache.pekko.actor.ActorRef> here = ConcurrentHashMap.newKeySet();
    private final PartitionRoutes routes = new PartitionRoutes(2, Transport.direct());
    private final NodeCounters counters = NodeCounters.zero();
    private final TestProbe<KeepAlive> region = kit.createTestProbe(KeepAlive.class);
    private ActorRef<RollCallMessage> rollCall;

    @BeforeEach
    void start() {
        rollCall = kit.spawn(RollCall.create(routes, counters, clock, surroundings()));
        routes.keepStrays(rollCall::tell);
        rollCall.tell(new Begin(Adapter.toClassic(region.ref())));
        calls(0, 1);
    }

    private RollCall.Surroundings surroundings() {
        return new RollCall.Surroundings() {

            @Override
            public void found(int partition) {
                found.add(partition);
            }

            @Override
            public void complete(boolean complete) {
                completeness.add(complete);
            }

            @Override
            public boolean isHere(org.apache.pekko.actor.ActorRef owner) {
                return here.contains(owner);
            }

            @Override
            public boolean hasNode(Address address) {
                return nodesStay;
            }
        };
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void every_partition_is_called_until_it_answers() {
        TestProbe<Object> zero = answers(0);

        clock.advance(1_000);

        calls(1);
        region.expectNoMessage(QUIET);
        routes.send(0, message(1), org.apache.pekko.actor.ActorRef.noSender());
        zero.expectMessage(message(1));
        assertThat(found).containsExactly(0);
    }

    @Test
    void all_being_alive_is_reported_and_so_is_the_loss_of_one() {
        TestProbe<Object> zero = answers(0);
        answers(1);
        TestNode.until(() -> completeness.equals(List.of(true)));

        zero.stop();

        TestNode.until(() -> completeness.equals(List.of(true, false)));
    }

    @Test
    void a_partition_that_fails_soon_after_its_start_is_called_again_only_after_a_pause() {
        answers(1);
        answers(0).stop();

        region.expectNoMessage(QUIET);
        clock.advance(2_000);

        calls(0);
    }

    @Test
    void a_partition_that_had_lived_for_long_is_called_again_at_once() {
        answers(1);
        TestProbe<Object> zero = answers(0);
        clock.advance(60_000);

        zero.stop();

        calls(0);
    }

    @Test
    void a_partition_that_ended_with_its_node_is_called_again_at_once() {
        answers(1);
        TestProbe<Object> zero = answers(0);
        nodesStay = false;

        zero.stop();

        calls(0);
    }

    @Test
    void a_partition_that_is_handed_over_is_called_at_once_before_its_end_is_noticed() {
        answers(1);
        TestProbe<Object> zero = answers(0);

        rollCall.tell(new Moving(0, Adapter.toClassic(zero.ref())));

        calls(0);
        assertThat(routes.owner(0)).isNull();
    }

    @Test
    void a_late_word_of_a_former_owner_changes_nothing() {
        answers(1);
        TestProbe<Object> former = answers(0);
        TestProbe<Object> owner = answers(0);

        rollCall.tell(new Moving(0, Adapter.toClassic(former.ref())));

        region.expectNoMessage(QUIET);
        assertThat(routes.owner(0)).isEqualTo(Adapter.toClassic(owner.ref()));
    }

    @Test
    void a_leaving_node_calls_through_the_proxy_and_is_told_when_all_its_partitions_are_elsewhere() {
        here.add(Adapter.toClassic(answers(1).ref()));
        TestProbe<Object> zero = answers(0);
        here.add(Adapter.toClassic(zero.ref()));
        TestProbe<KeepAlive> proxy = kit.createTestProbe(KeepAlive.class);
        TestProbe<Done> departure = kit.createTestProbe(Done.class);

        rollCall.tell(new Leave(Adapter.toClassic(proxy.ref()), departure.ref()));
        rollCall.tell(new Moving(0, Adapter.toClassic(zero.ref())));

        proxy.expectMessage(new KeepAlive(0, rollCall));
        answers(0);
        departure.expectNoMessage(QUIET);
        answers(1);
        departure.expectMessage(Done.getInstance());
        clock.advance(60_000);
        region.expectNoMessage(QUIET);
    }

    @Test
    void a_leaving_node_does_not_wait_for_ever_for_partitions_that_nobody_takes() {
        here.add(Adapter.toClassic(answers(0).ref()));
        TestProbe<Done> departure = kit.createTestProbe(Done.class);

        rollCall.tell(new Leave(Adapter.toClassic(region.ref()), departure.ref()));

        departure.expectMessage(Duration.ofSeconds(10), Done.getInstance());
    }

    @Test
    void messages_for_a_partition_that_is_not_known_are_kept_for_it_up_to_a_limit() {
        org.apache.pekko.actor.ActorRef sender =
                Adapter.toClassic(kit.createTestProbe().ref());
        for (int n = 0; n < 100; n++) {
            routes.send(0, message(n), sender);
        }
        TestNode.until(() -> counters.unroutable().sum() == 36);

        TestProbe<Object> zero = answers(0);

        assertThat(zero.receiveSeveralMessages(64))
                .isEqualTo(
                        IntStream.range(0, 64).mapToObj(RollCallTest::message).toList());
        zero.expectNoMessage(QUIET);
    }

    @Test
    void a_node_that_ends_alone_calls_nobody_any_more() {
        rollCall.tell(Notice.CEASE);
        clock.advance(60_000);

        region.expectNoMessage(QUIET);
    }

    /** Expects that these partitions are called, in this order. */
    private void calls(int... partitions) {
        for (int partition : partitions) {
            region.expectMessage(new KeepAlive(partition, rollCall));
        }
    }

    /** Has the partition say that it is alive, and waits until that is known. */
    private TestProbe<Object> answers(int partition) {
        TestProbe<Object> owner = kit.createTestProbe(Object.class);
        org.apache.pekko.actor.ActorRef reference = Adapter.toClassic(owner.ref());
        rollCall.tell(new Alive(partition, reference));
        TestNode.until(() -> reference.equals(routes.owner(partition)));
        return owner;
    }

    private static Protocol message(int number) {
        return new Protocol.Ack(0, 0, number);
    }
}
