package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimelyEndTest {

    private static final Config CONFIG =
            ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load());

    private final ActorTestKit kit = ActorTestKit.create("ending", CONFIG);
    private final CompletableFuture<Void> halted = new CompletableFuture<>();

    private void end() {
        CoordinatedShutdown.get(kit.system()).runAll(CoordinatedShutdown.actorSystemTerminateReason());
    }

    @Test
    void a_node_with_a_handler_that_never_returns_is_halted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        TimelyEnd.require(kit.system(), Duration.ofMillis(100), () -> halted.complete(null));
        kit.spawn(Behaviors.setup(context -> {
            begun.countDown();
            never.await();
            return Behaviors.empty();
        }));
        begun.await();

        end();

        halted.get(50, TimeUnit.SECONDS);
        assertThat(kit.system().getWhenTerminated().toCompletableFuture()).isNotDone();
        never.countDown();
        kit.system().getWhenTerminated().toCompletableFuture().get(50, TimeUnit.SECONDS);
    }

    @Test
    void a_node_that_ends_in_time_is_left_alone() throws Exception {
        TimelyEnd.require(kit.system(), Duration.ofHours(1), () -> halted.complete(null));

        end();

        kit.system().getWhenTerminated().toCompletableFuture().get(50, TimeUnit.SECONDS);
        assertThat(halted).isNotDone();
    }

    @Test
    void a_node_that_does_not_end_is_left_alone() {
        TimelyEnd.require(kit.system(), Duration.ZERO, () -> halted.complete(null));

        assertThat(kit.system().getWhenTerminated().toCompletableFuture()).isNotDone();
        assertThat(halted).isNotDone();
        kit.shutdownTestKit();
    }
}
