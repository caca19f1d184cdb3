package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.Postbox;
import dev.restante.SendOptions;
import dev.restante.TypeCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code POST /actors/{type}/{key}}: CloudEvents 1.0 in binary, structured and batch mode. */
final class CloudEventRoutes {

    private final Postbox postbox;
    private final TypeCatalog types;
    private final Addresses addresses;
    private final Failures failures;
    private final SendRoutes single;

    CloudEventRoutes(Postbox postbox, TypeCatalog types, Addresses addresses, Failures failures, SendRoutes single) {
        this.postbox = postbox;
        this.types = types;
        this.addresses = addresses;
        this.failures = failures;
        this.single = single;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/actors/{type}/{key}", this::take));
    }

    private CompletionStage<HttpResponse> take(Exchange exchange) {
        ActorId actor = addresses.actor(exchange);
        String kind = MediaTypes.require(exchange, MediaTypes.JSON, MediaTypes.CLOUD_EVENT, MediaTypes.CLOUD_EVENTS);
        return switch (kind) {
            case MediaTypes.CLOUD_EVENT -> exchange.body().thenCompose(body -> one(actor, CloudEvent.structured(body)));
            case MediaTypes.CLOUD_EVENTS -> exchange.body().thenCompose(body -> batch(actor, CloudEvent.batch(body)));
            default -> {
                CloudEvent.Attributes attributes = CloudEvent.binaryAttributes(exchange);
                yield exchange.body().thenCompose(body -> one(actor, new CloudEvent(attributes, body)));
            }
        };
    }

    private CompletionStage<HttpResponse> one(ActorId actor, CloudEvent event) {
        return single.receipt(actor, payload(actor, event), options(event));
    }

    private Payload payload(ActorId actor, CloudEvent event) {
        String message = event.attributes().type();
        addresses.requireMessage(actor.type(), message);
        return types.read(actor.type(), message, event.data());
    }

    private static SendOptions options(CloudEvent event) {
        return SendOptions.defaults()
                .withKeptOutcome()
                .withKey(event.key())
                .withHeaders(event.attributes().traceContext());
    }

    /** Sends all that can be sent, in order, and answers for each. */
    private CompletionStage<HttpResponse> batch(ActorId actor, List<CloudEvent> events) {
        List<CompletableFuture<Json.Content>> answers = new ArrayList<>();
        for (CloudEvent event : events) {
            answers.add(sendOne(actor, event).toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<Json.Content> contents =
                            answers.stream().map(CompletableFuture::join).toList();
                    boolean allTaken = contents.stream().noneMatch(Problem.class::isInstance);
                    return Replies.json(allTaken ? 202 : 207, out -> writeAll(out, contents));
                });
    }

    private CompletionStage<Json.Content> sendOne(ActorId actor, CloudEvent event) {
        CompletionStage<Json.Content> answer;
        try {
            SendOptions options = options(event);
            answer = postbox.send(actor, payload(actor, event), options)
                    .thenApply(receipt -> out -> Answers.receipt(out, receipt, actor, options.key()));
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.exceptionally(failure -> failures.problemOf(failure, "an event of a batch to " + actor));
    }

    private static void writeAll(JsonGenerator out, List<Json.Content> answers) throws IOException {
        out.writeStartArray();
        for (Json.Content answer : answers) {
            answer.writeTo(out);
        }
        out.writeEndArray();
    }
}
