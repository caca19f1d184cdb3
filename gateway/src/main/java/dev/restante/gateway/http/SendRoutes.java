package dev.restante.gateway.http;

import dev.restante.ActorId;
import dev.restante.Delivered;
import dev.restante.Payload;
import dev.restante.Postbox;
import dev.restante.Receipt;
import dev.restante.SendOptions;
import dev.restante.TypeCatalog;
import dev.restante.UnknownOutcomeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** {@code POST /actors/{type}/{key}/{message}}: one message with a JSON body. */
final class SendRoutes {

    private final Postbox postbox;
    private final TypeCatalog types;
    private final Addresses addresses;
    private final SendTerms terms;

    SendRoutes(Postbox postbox, TypeCatalog types, Addresses addresses, SendTerms terms) {
        this.postbox = postbox;
        this.types = types;
        this.addresses = addresses;
        this.terms = terms;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/actors/{type}/{key}/{message}", this::send, SendTerms.QUERY));
    }

    private CompletionStage<HttpResponse> send(Exchange exchange) {
        ActorId actor = addresses.actor(exchange);
        String message = exchange.variable("message");
        addresses.requireMessage(actor.type(), message);
        MediaTypes.require(exchange, MediaTypes.JSON);
        SendOptions options = terms.read(exchange);
        Duration patience = SendTerms.patience(exchange);
        return exchange.body().thenCompose(body -> {
            Payload payload = types.read(actor.type(), message, body);
            return patience.isZero() ? receipt(actor, payload, options) : outcome(actor, payload, options, patience);
        });
    }

    /** Sends and answers as the interface does for a message nobody waits for. */
    CompletionStage<HttpResponse> receipt(ActorId actor, Payload payload, SendOptions options) {
        return postbox.send(actor, payload, options).thenApply(receipt -> accepted(receipt, actor, options.key()));
    }

    private CompletionStage<HttpResponse> outcome(
            ActorId actor, Payload payload, SendOptions options, Duration patience) {
        Delivered delivered = postbox.sendAndFollow(actor, payload, options, patience);
        return delivered
                .receipt()
                .thenCompose(receipt -> delivered
                        .outcome()
                        .handle((status, failure) -> {
                            if (failure == null) {
                                return Replies.json(200, out -> Answers.outcome(out, receipt, status, options.key()));
                            }
                            return timeIsUp(failure, accepted(receipt, actor, options.key()));
                        })
                        .thenApply(response -> response.addHeader(
                                RawHeader.create("Preference-Applied", "wait=" + patience.toSeconds()))));
    }

    private static HttpResponse timeIsUp(Throwable failure, HttpResponse accepted) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof UnknownOutcomeException) {
            return accepted;
        }
        throw new CompletionException(cause);
    }

    private static HttpResponse accepted(Receipt receipt, ActorId actor, Optional<String> key) {
        String location =
                "/actors/" + actor.type() + "/" + PercentCoding.encode(actor.key()) + "/messages/" + receipt.id();
        return Replies.json(202, out -> Answers.receipt(out, receipt, actor, key))
                .addHeader(RawHeader.create("Location", location));
    }
}
