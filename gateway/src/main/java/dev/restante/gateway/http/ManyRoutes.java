package dev.restante.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code POST /messages}: a stream of lines in, a stream of receipts and problems out, in the same order.
 *
 * <p>The outcome of a line's message can be asked for later only if the line has a key: a million outcomes kept for a day is not what one
 * who sends a million lines asks for.
 */
final class ManyRoutes {

    /** Groups under way on one connection: with {@link LineSplitter#MAX_GROUP_LINES} that is 4,096 lines. */
    private static final int GROUPS_UNDER_WAY = 8;
    /** Streams at once on a node: each may hold a group's bytes eight times over and one unfinished line. */
    private static final int MAX_STREAMS = 64;

    private static final ContentType.WithFixedCharset NDJSON = ContentTypes.create(
            org.apache.pekko.http.javadsl.model.MediaTypes.applicationWithFixedCharset("x-ndjson", HttpCharsets.UTF_8));

    private final LineIntake intake;
    private final Semaphore streams = new Semaphore(MAX_STREAMS);
    private final AtomicLong keptAnswers = new AtomicLong();

    ManyRoutes(LineIntake intake) {
        this.intake = intake;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/messages", this::take));
    }

    private CompletionStage<HttpResponse> take(Exchange exchange) {
        MediaTypes.require(exchange, MediaTypes.NDJSON);
        if (!streams.tryAcquire()) {
            throw ProblemType.OVERLOADED
                    .because(MAX_STREAMS + " streams of messages are open already; nothing was stored")
                    .retryAfter(Duration.ofSeconds(1))
                    .asException();
        }
        Source<ByteString, ?> answers = exchange.takeBody()
                .withoutSizeLimit()
                .getDataBytes()
                .via(answers())
                .watchTermination((ignored, done) -> done.whenComplete((end, failure) -> streams.release()));
        return CompletableFuture.completedFuture(
                HttpResponse.create().withStatus(200).withEntity(HttpEntities.createChunked(NDJSON, answers)));
    }

    private Flow<ByteString, ByteString, NotUsed> answers() {
        return Flow.of(ByteString.class)
                .statefulMap(
                        () -> new LineSplitter(intake.maxLine()),
                        (splitter, chunk) -> Pair.create(splitter, splitter.feed(chunk)),
                        splitter -> splitter.end().map(List::of))
                .mapConcat(groups -> groups)
                .mapAsync(GROUPS_UNDER_WAY, intake::take)
                .via(new AnswerBacklog(keptAnswers));
    }
}
