package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.restante.ActorId;
import dev.restante.ActorRuntime;
import dev.restante.ActorStatus;
import dev.restante.Delivered;
import dev.restante.MailboxDepth;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Operations;
import dev.restante.Payload;
import dev.restante.SendOptions;
import dev.restante.Subscription;
import dev.restante.TypeCatalog;
import dev.restante.actors.topic.Topic;
import dev.restante.actors.topic.TopicMessage;
import dev.restante.actors.topic.TopicStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Publishes to topics, subscribes actors to them, and shows them. A topic is an actor; this speaks to it as anyone could. */
final class TopicRoutes {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Actors that are counted for the lag of a subscription that spreads over many. */
    private static final int ACTORS_COUNTED = 1_000;

    private final ActorRuntime runtime;
    private final TypeCatalog types;
    private final Operations operations;
    private final Addresses addresses;
    private final SendTerms terms;
    private final SendRoutes single;

    TopicRoutes(ActorRuntime runtime, Addresses addresses, SendTerms terms, SendRoutes single) {
        this.runtime = runtime;
        this.types = runtime.types();
        this.operations = runtime.operations();
        this.addresses = addresses;
        this.terms = terms;
        this.single = single;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/topics/{topic}/{message}", this::publish, SendTerms.QUERY),
                Route.of("GET", "/topics/{topic}", this::show),
                Route.of("PUT", "/topics/{topic}/subscriptions/{name}", this::subscribe),
                Route.of("DELETE", "/topics/{topic}/subscriptions/{name}", this::unsubscribe));
    }

    private ActorId topic(Exchange exchange) {
        return addresses.actor(Topic.TYPE.name() + "/" + exchange.variable("topic"));
    }

    private CompletionStage<HttpResponse> publish(Exchange exchange) {
        ActorId topic = topic(exchange);
        MediaTypes.require(exchange, MediaTypes.JSON);
        SendOptions options = terms.read(exchange);
        return exchange.body().thenCompose(body -> {
            dev.restante.Json event = JsonInput.object(body);
            Payload payload = write(() -> new TopicMessage.Publish(exchange.variable("message"), 1, event));
            return single.receipt(topic, payload, options);
        });
    }

    private CompletionStage<HttpResponse> subscribe(Exchange exchange) {
        ActorId topic = topic(exchange);
        MediaTypes.require(exchange, MediaTypes.JSON);
        return exchange.body().thenCompose(body -> {
            SubscriptionRequest request = SubscriptionRequest.parse(body);
            addresses.requireType(request.type());
            return ask(topic, write(() -> request.toMessage(exchange.variable("name"))))
                    .thenCompose(status -> shown(topic, status));
        });
    }

    private CompletionStage<HttpResponse> unsubscribe(Exchange exchange) {
        Payload message = write(() -> new TopicMessage.Unsubscribe(exchange.variable("name")));
        return ask(topic(exchange), message).thenApply(status -> Replies.noContent());
    }

    private CompletionStage<HttpResponse> show(Exchange exchange) {
        ActorId topic = topic(exchange);
        return ask(topic, write(TopicMessage.Subscriptions::new)).thenCompose(status -> shown(topic, status));
    }

    /** Serializes a message whose names came from the client. */
    private Payload write(Supplier<TopicMessage> message) {
        try {
            return types.write(Topic.TYPE, message.get());
        } catch (IllegalArgumentException e) {
            throw ProblemType.MALFORMED.because(Failures.text(e)).asException();
        }
    }

    private CompletionStage<TopicStatus> ask(ActorId topic, Payload message) {
        Delivered delivered = runtime.postbox().sendAndFollow(topic, message, SendOptions.defaults(), PATIENCE);
        return delivered.receipt().thenCompose(receipt -> delivered.outcome()).thenApply(this::statusIn);
    }

    private TopicStatus statusIn(MessageStatus outcome) {
        if (outcome.state() != MessageState.PROCESSED || outcome.reply().isEmpty()) {
            throw ProblemType.SUBSCRIPTION_REFUSED
                    .because(outcome.reason().orElse("the topic did not answer; its message is " + outcome.state()))
                    .asException();
        }
        return types.readReply(outcome.reply().get(), TopicStatus.class);
    }

    private CompletionStage<HttpResponse> shown(ActorId topic, TopicStatus status) {
        List<CompletableFuture<Long>> lags = new ArrayList<>();
        for (TopicStatus.Subscriber subscriber : status.subscriptions()) {
            lags.add(lag(subscriber.subscription()).toCompletableFuture());
        }
        return CompletableFuture.allOf(lags.toArray(CompletableFuture[]::new))
                .thenApply(done -> Replies.json(
                        200,
                        out -> writeTopic(
                                out,
                                topic.key(),
                                status,
                                lags.stream().map(CompletableFuture::join).toList())));
    }

    /** Messages that wait for the subscriber, whoever sent them: what is behind it is in its mailbox and nowhere else. */
    private CompletionStage<Long> lag(Subscription subscription) {
        return subscription
                .key()
                .map(key -> operations
                        .describe(new ActorId(subscription.type(), key))
                        .thenApply(ActorStatus::depth))
                .orElseGet(() -> operations
                        .deepest(Optional.of(subscription.type()), ACTORS_COUNTED)
                        .thenApply(actors ->
                                actors.stream().mapToLong(MailboxDepth::depth).sum()));
    }

    private static void writeTopic(JsonGenerator out, String topic, TopicStatus status, List<Long> lags)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("topic", topic);
        out.writeNumberField("published", status.published());
        out.writeArrayFieldStart("subscriptions");
        for (int i = 0; i < lags.size(); i++) {
            writeSubscriber(out, status.subscriptions().get(i), lags.get(i));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeSubscriber(JsonGenerator out, TopicStatus.Subscriber subscriber, long lag)
            throws IOException {
        Subscription subscription = subscriber.subscription();
        out.writeStartObject();
        out.writeStringField("name", subscription.name());
        if (subscription.key().isPresent()) {
            out.writeStringField(
                    "actor", subscription.type() + "/" + subscription.key().get());
        } else {
            out.writeStringField("type", subscription.type());
            out.writeStringField("keyField", subscription.keyField().orElse(""));
        }
        out.writeBooleanField("declared", subscriber.declared());
        out.writeNumberField("unaddressed", subscriber.unaddressed());
        out.writeNumberField("lag", lag);
        out.writeEndObject();
    }
}
