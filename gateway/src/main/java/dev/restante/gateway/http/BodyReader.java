package dev.restante.gateway.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;

/**
 * Reads request bodies within three bounds: the bytes of one body, the bytes of all bodies that are still arriving, and the time one may take.
 * What is over the limit is read on and dropped for a while, because a client that is cut off while it sends does not see its answer.
 */
final class BodyReader {

    private static final Duration SKIP_TIME = Duration.ofSeconds(5);
    private static final long SKIP_BYTES = 16L << 20;

    private final int limit;
    private final long budget;
    private final Duration maxTime;
    private final AtomicLong arriving = new AtomicLong();
    private final Materializer materializer;

    /**
     * @param limit bytes of one body
     * @param budget bytes of all bodies not fully arrived
     * @param maxTime for one body to arrive
     */
    BodyReader(int limit, long budget, Duration maxTime, Materializer materializer) {
        this.limit = limit;
        this.budget = budget;
        this.maxTime = maxTime;
        this.materializer = materializer;
    }

    int limit() {
        return limit;
    }

    CompletionStage<byte[]> read(HttpRequest request) {
        RequestEntity entity = request.entity();
        if (entity instanceof HttpEntity.Strict strict) {
            ByteString data = strict.getData();
            return data.size() > limit
                    ? CompletableFuture.failedFuture(tooLarge())
                    : CompletableFuture.completedFuture(data.toArrayUnsafe());
        }
        OptionalLong length = entity.getContentLengthOption();
        boolean notSentYet = request.getHeader("Expect").isPresent();
        if (length.isPresent() && length.getAsLong() > limit + (notSentYet ? 0 : SKIP_BYTES)) {
            return CompletableFuture.failedFuture(tooLarge());
        }
        return collect(entity);
    }

    private CompletionStage<byte[]> collect(RequestEntity entity) {
        Collected collected = new Collected();
        return entity.withoutSizeLimit()
                .getDataBytes()
                .completionTimeout(maxTime)
                .runWith(Sink.foreach(collected::add), materializer)
                .handle((done, failure) -> {
                    collected.release();
                    if (failure != null) {
                        throw incomplete(failure);
                    }
                    return collected.bytes();
                });
    }

    private RuntimeException incomplete(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        if (cause instanceof TimeoutException) {
            return ProblemType.REQUEST_TIMEOUT
                    .because("the body did not arrive within " + maxTime.toSeconds() + " s")
                    .asException();
        }
        return ProblemType.MALFORMED
                .because("the body ended early or is not framed correctly: " + cause.getMessage())
                .asException();
    }

    /**
     * Lets a body that nobody wants flow past, within bounds; completes in any case. The answer waits for it: the connection of a request that
     * is answered before its body has ended is closed.
     */
    CompletionStage<Void> skip(HttpRequest request) {
        RequestEntity entity = request.entity();
        boolean notSentYet = request.getHeader("Expect").isPresent();
        if (entity.isStrict() || notSentYet) {
            return CompletableFuture.completedFuture(null);
        }
        return entity.withoutSizeLimit()
                .getDataBytes()
                .takeWithin(SKIP_TIME)
                .limitWeighted(SKIP_BYTES, chunk -> (long) chunk.size())
                .runWith(Sink.ignore(), materializer)
                .handle((done, failure) -> null);
    }

    private ProblemException tooLarge() {
        return ProblemType.TOO_LARGE
                .because("the body is larger than " + limit + " bytes")
                .asException();
    }

    /** The part of one body that has arrived. Used by one stream stage at a time, then by the one that follows its completion. */
    private final class Collected {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long total;
        private long reserved;

        void add(ByteString chunk) {
            total += chunk.size();
            if (total > limit + SKIP_BYTES) {
                throw tooLarge();
            }
            if (total > limit) {
                release();
                bytes.reset();
                return;
            }
            reserve(chunk.size());
            bytes.writeBytes(chunk.toArrayUnsafe());
        }

        private void reserve(int size) {
            if (arriving.addAndGet(size) > budget) {
                arriving.addAndGet(-size);
                throw ProblemType.OVERLOADED
                        .because("too many large bodies are arriving at once; nothing was stored")
                        .retryAfter(Duration.ofSeconds(1))
                        .asException();
            }
            reserved += size;
        }

        void release() {
            arriving.addAndGet(-reserved);
            reserved = 0;
        }

        byte[] bytes() {
            if (total > limit) {
                throw tooLarge();
            }
            return bytes.toByteArray();
        }
    }
}
