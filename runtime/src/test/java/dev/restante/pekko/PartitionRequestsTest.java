package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.restante.ActorId;
import dev.restante.UnknownOutcomeException;
import dev.restante.engine.Request;
import dev.restante.pekko.RollCallMessage.Stray;
import dev.restante.pekko.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartitionRequestsTest {

    private static final Request PAUSE = new Request.Pause(new ActorId("account", "alice"));

    private final ActorTestKit kit = ActorTestKit.create(
            "test",
            ConfigFactory.parseString("pekko { loglevel = OFF, stdout-loglevel = OFF }")
                    .withFallback(ConfigFactory.load()));
    private final PartitionRoutes routes = new PartitionRoutes(1, Transport.direct());
    private final TestProbe<RollCallMessage> rollCall = kit.createTestProbe(RollCallMessage.class);

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private CompletionStage<Boolean> pause(Duration timeout) {
        return new PartitionRequests(routes, rollCall.ref(), timeout).ask(0, PAUSE);
    }

    @Test
    void an_owner_that_has_just_ended_is_not_asked_and_the_next_one_is() throws Exception {
        TestProbe<Object> ended = kit.createTestProbe(Object.class);
        routes.set(0, Adapter.toClassic(ended.ref()));
        ended.stop();
        rollCall.expectTerminated(ended.ref(), Duration.ofSeconds(20));

        CompletionStage<Boolean> paused = pause(Duration.ofSeconds(20));
        Stray waiting = rollCall.expectMessageClass(Stray.class);
        waiting.sender().tell(new PartitionMessage.Answered(true), org.apache.pekko.actor.ActorRef.noSender());

        assertThat(waiting.message()).isEqualTo(new PartitionMessage.Ask(PAUSE));
        assertThat(paused.toCompletableFuture().get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_an_owner_does_not_answer_is_in_doubt_and_not_asked_again() {
        TestProbe<Object> silent = kit.createTestProbe(Object.class);
        routes.set(0, Adapter.toClassic(silent.ref()));

        CompletionStage<Boolean> paused = pause(Duration.ofMillis(200));

        assertThatThrownBy(() -> paused.toCompletableFuture().get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnknownOutcomeException.class)
                .hasMessageContaining("partition 0 did not answer within PT0.2S");
        rollCall.expectNoMessage(Duration.ofMillis(100));
    }
}
