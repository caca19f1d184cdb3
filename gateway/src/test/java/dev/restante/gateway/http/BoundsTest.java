package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What slow clients may hold. */
@Timeout(60)
class BoundsTest {

    private static final int LIMIT = 1_000;

    private static ActorSystem system;
    private static Materializer materializer;

    @BeforeAll
    static void streams_run() {
        system = ActorSystem.create("bounds");
        materializer = SystemMaterializer.get(system).materializer();
    }

    @AfterAll
    static void streams_end() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static HttpRequest request(Source<ByteString, ?> body) {
        return HttpRequest.POST("/").withEntity(HttpEntities.createChunked(ContentTypes.APPLICATION_JSON, body));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static void refused(CompletionStage<byte[]> body, ProblemType type) {
        assertThatThrownBy(() -> get(body))
                .hasCauseInstanceOf(ProblemException.class)
                .satisfies(failure -> assertThat(((ProblemException) failure.getCause())
                                .problem()
                                .type())
                        .isEqualTo(type));
    }

    @Test
    void a_body_that_stalls_is_given_up() {
        BodyReader bodies = new BodyReader(LIMIT, LIMIT, Duration.ofMillis(50), materializer);
        Source<ByteString, ?> stalled =
                Source.single(ByteString.fromString("{")).concat(Source.<ByteString>maybe());

        refused(bodies.read(request(stalled)), ProblemType.REQUEST_TIMEOUT);
    }

    @Test
    void bodies_that_are_still_arriving_share_a_budget_and_give_it_back() throws Exception {
        BodyReader bodies = new BodyReader(LIMIT, LIMIT, Duration.ofSeconds(30), materializer);
        ByteString most = ByteString.fromString("x".repeat(LIMIT - 1));
        AtomicInteger arrived = new AtomicInteger();
        var slow = bodies.read(request(Source.single(most)
                .concatLazy(Source.lazySource(() -> {
                            arrived.incrementAndGet();
                            return Source.<ByteString>maybe();
                        })
                        .takeWithin(Duration.ofSeconds(2)))));
        while (arrived.get() == 0) {
            Thread.onSpinWait();
        }

        refused(bodies.read(request(Source.single(most))), ProblemType.OVERLOADED);

        assertThat(get(slow)).hasSize(LIMIT - 1);
        assertThat(get(bodies.read(request(Source.single(most))))).hasSize(LIMIT - 1);
    }

    @Test
    void answers_that_nobody_reads_stop_the_intake_when_the_node_keeps_enough() throws Exception {
        long full = 64L << 20;
        AtomicLong kept = new AtomicLong(full);
        AtomicInteger taken = new AtomicInteger();
        byte[] answers = new byte[64 << 10];
        new Random(1).nextBytes(answers);

        SinkQueueWithCancel<ByteString> client = Source.repeat(ByteString.fromArray(answers))
                .map(chunk -> {
                    taken.incrementAndGet();
                    return chunk;
                })
                .via(new AnswerBacklog(kept))
                .runWith(Sink.<ByteString>queue(1), materializer);

        for (int read = 1; read <= 50; read++) {
            assertThat(get(client.pull()).orElseThrow()).isEqualTo(ByteString.fromArray(answers));
            // What is asked for, what the streams between hold, and a pack.
            assertThat(taken.get()).isLessThanOrEqualTo(read + 20);
        }
        client.cancel();
        while (kept.get() != full) {
            Thread.onSpinWait();
        }
    }
}
