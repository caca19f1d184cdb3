package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.restante.pekko.PartitionMessage.Alive;
import dev.restante.pekko.PartitionMessage.KeepAlive;
import dev.restante.pekko.PartitionMessage.Moving;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollCallTest {

    private static final Duration QUIET = Duration.ofMillis(300);

    private final SteppedClock clock = new SteppedClock();
    private final List<Boolean> completeness = new CopyOnWriteArrayList<>();
    private final PartitionRoutes routes = new PartitionRoutes(2);
    private final NodeCounters counters = NodeCounters.zero();
    private ActorSystem system;
    private TestKit region;
    private ActorRef rollCall;

    @BeforeEach
    void start() {
        system = ActorSystem.create(
                "test",
                ConfigFactory.parseString("pekko { loglevel = OFF, stdout-loglevel = OFF }")
                        .withFallback(ConfigFactory.load()));
        region = new TestKit(system);
        rollCall = system.actorOf(RollCall.props(routes, counters, clock, completeness::add));
        routes.keepStrays(rollCall);
        rollCall.tell(new RollCall.Begin(region.getRef()), ActorRef.noSender());
    }

    @AfterEach
    void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @Test
    void every_partition_is_called_until_it_answers() {
        region.expectMsgAllOf(new KeepAlive(0), new KeepAlive(1));
        TestKit zero = answers(0);

        clock.advance(1_000);

        region.expectMsg(new KeepAlive(1));
        region.expectNoMessage(QUIET);
        routes.send(0, "direct", ActorRef.noSender());
        zero.expectMsg("direct");
    }

    @Test
    void all_being_alive_is_reported_and_so_is_the_loss_of_one() {
        region.expectMsgAllOf(new KeepAlive(0), new KeepAlive(1));
        TestKit zero = answers(0);
        answers(1);
        TestNode.until(() -> completeness.equals(List.of(true)));

        system.stop(zero.getRef());

        TestNode.until(() -> completeness.equals(List.of(true, false)));
    }

    @Test
    void a_partition_that_fails_soon_after_its_start_is_called_again_only_after_a_pause() {
        region.expectMsgAllOf(new KeepAlive(0), new KeepAlive(1));
        answers(1);
        system.stop(answers(0).getRef());

        region.expectNoMessage(QUIET);
        clock.advance(2_000);

        region.expectMsg(new KeepAlive(0));
    }

    @Test
    void a_partition_that_had_lived_for_long_is_called_again_at_once() {
        region.expectMsgAllOf(new KeepAlive(0), new KeepAlive(1));
        answers(1);
        TestKit zero = answers(0);
        clock.advance(60_000);

        system.stop(zero.getRef());

        region.expectMsg(new KeepAlive(0));
    }

    @Test
    void a_partition_that_was_handed_over_is_called_again_at_once() {
        region.expectMsgAllOf(new KeepAlive(0), new KeepAlive(1));
        answers(1);
        TestKit zero = answers(0);

        rollCall.tell(new Moving(0), zero.getRef());
        system.stop(zero.getRef());

        region.expectMsg(new KeepAlive(0));
    }

    @Test
    void messages_for_a_partition_that_is_not_known_are_kept_for_it_up_to_a_limit() {
        region.expectMsgAllOf(new KeepAlive(0), new KeepAlive(1));
        TestKit sender = new TestKit(system);
        for (int n = 0; n < 100; n++) {
            routes.send(0, n, sender.getRef());
        }
        TestNode.until(() -> counters.unroutable().sum() == 36);

        TestKit zero = answers(0);

        assertThat(zero.receiveN(64)).startsWith(0, 1, 2).endsWith(63);
        assertThat(zero.getLastSender()).isEqualTo(sender.getRef());
        zero.expectNoMessage(QUIET);
    }

    @Test
    void a_node_that_leaves_calls_nobody_any_more() {
        region.expectMsgAllOf(new KeepAlive(0), new KeepAlive(1));

        rollCall.tell(RollCall.Command.CEASE, ActorRef.noSender());
        clock.advance(60_000);

        region.expectNoMessage(QUIET);
    }

    /** Has the partition say that it is alive, and waits until that is known. */
    private TestKit answers(int partition) {
        TestKit owner = new TestKit(system);
        rollCall.tell(new Alive(partition), owner.getRef());
        TestNode.until(() -> owner.getRef().equals(routes.owner(partition)));
        return owner;
    }
}
