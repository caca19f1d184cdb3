package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.ClusterStatus;
import dev.restante.Operations;
import dev.restante.TypeCatalog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Looks at messages, actors and mailboxes, and works on them. */
final class LookRoutes {

    private static final int PRESET_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    private final Operations operations;
    private final TypeCatalog types;
    private final Addresses addresses;
    private final Clock clock;

    LookRoutes(Operations operations, TypeCatalog types, Addresses addresses, Clock clock) {
        this.operations = operations;
        this.types = types;
        this.addresses = addresses;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/actors/{type}/{key}/messages/{id}", this::status),
                Route.of("DELETE", "/actors/{type}/{key}/messages/{id}", this::cancel),
                Route.of("GET", "/actors/{type}/{key}", this::describe),
                Route.of("GET", "/actors/{type}/{key}/mailbox", this::peek, "limit"),
                Route.of("DELETE", "/actors/{type}/{key}/mailbox", this::purge),
                Route.of("PUT", "/actors/{type}/{key}/pause", this::pause),
                Route.of("DELETE", "/actors/{type}/{key}/pause", this::resume),
                Route.of("GET", "/actors", this::allTypes, "depth", "limit"),
                Route.of("GET", "/actors/{type}", this::oneType, "depth", "limit"),
                Route.of("GET", "/audit", this::audit));
    }

    private CompletionStage<HttpResponse> status(Exchange exchange) {
        ActorId actor = addresses.actor(exchange);
        String id = exchange.variable("id");
        return operations
                .status(actor, id)
                .thenApply(found -> found.map(status -> Replies.json(200, out -> Answers.status(out, status)))
                        .orElseThrow(() -> unknownId(actor, id)));
    }

    private CompletionStage<HttpResponse> cancel(Exchange exchange) {
        ActorId actor = addresses.actor(exchange);
        String id = exchange.variable("id");
        return operations.cancel(actor, id).thenApply(cancellation -> switch (cancellation) {
            case CANCELLED -> Replies.noContent();
            case ALREADY_BEGUN ->
                throw ProblemType.ALREADY_BEGUN
                        .because("message '" + id + "' of " + actor + " is being processed or has ended")
                        .asException();
            case UNKNOWN -> throw unknownId(actor, id);
        });
    }

    private static ProblemException unknownId(ActorId actor, String id) {
        return ProblemType.UNKNOWN_MESSAGE_ID
                .because(actor + " has no message '" + id + "', or its outcome is no longer remembered")
                .asException();
    }

    private CompletionStage<HttpResponse> describe(Exchange exchange) {
        ActorId actor = addresses.actor(exchange);
        return operations
                .describe(actor)
                .thenCombine(
                        operations.cluster(),
                        (status, cluster) -> Replies.json(200, out -> writeActor(out, status, cluster)));
    }

    private void writeActor(JsonGenerator out, ActorStatus status, ClusterStatus cluster) throws IOException {
        out.writeStartObject();
        out.writeStringField("actor", status.actor().toString());
        out.writeNumberField("partition", status.partition());
        out.writeStringField("node", cluster.partitions().getOrDefault(status.partition(), ""));
        out.writeNumberField("depth", status.depth());
        out.writeNumberField("delayed", status.delayed());
        out.writeNumberField("dead", status.dead());
        out.writeBooleanField("paused", status.paused());
        out.writeNumberField("oldestAgeSeconds", ageSeconds(status));
        out.writeNumberField("attempt", status.attempt());
        out.writeNumberField("processed", status.processed());
        if (status.state().isPresent()) {
            Json.writeBody(out, "state", status.state().get());
        }
        out.writeEndObject();
    }

    private long ageSeconds(ActorStatus status) {
        return status.oldest()
                .map(oldest ->
                        Math.max(0, Duration.between(oldest, clock.instant()).toSeconds()))
                .orElse(0L);
    }

    private CompletionStage<HttpResponse> peek(Exchange exchange) {
        ActorId actor = addresses.actor(exchange);
        int limit = exchange.queryLimit(PRESET_LIMIT, MAX_LIMIT);
        return operations
                .peek(actor, limit)
                .thenApply(messages -> Replies.json(200, out -> Answers.mailbox(out, actor, messages)));
    }

    private CompletionStage<HttpResponse> purge(Exchange exchange) {
        return operations
                .purge(addresses.actor(exchange))
                .thenApply(count -> Replies.json(200, out -> {
                    out.writeStartObject();
                    out.writeNumberField("purged", count);
                    out.writeEndObject();
                }));
    }

    private CompletionStage<HttpResponse> pause(Exchange exchange) {
        return operations.pause(addresses.actor(exchange)).thenApply(changed -> Replies.noContent());
    }

    private CompletionStage<HttpResponse> resume(Exchange exchange) {
        return operations.resume(addresses.actor(exchange)).thenApply(changed -> Replies.noContent());
    }

    private CompletionStage<HttpResponse> allTypes(Exchange exchange) {
        if (asksForDepth(exchange)) {
            return deepest(Optional.empty(), exchange);
        }
        return CompletableFuture.completedFuture(Replies.json(200, out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("types");
            for (String type : types.types()) {
                writeType(out, type);
            }
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    private CompletionStage<HttpResponse> oneType(Exchange exchange) {
        String type = exchange.variable("type");
        addresses.requireType(type);
        if (asksForDepth(exchange)) {
            return deepest(Optional.of(type), exchange);
        }
        return CompletableFuture.completedFuture(Replies.json(200, out -> writeType(out, type)));
    }

    private static boolean asksForDepth(Exchange exchange) {
        Optional<String> depth = exchange.query("depth");
        if (depth.isPresent() && !depth.get().equals("nonempty")) {
            throw ProblemType.MALFORMED
                    .because("query parameter 'depth' is '" + depth.get() + "'; the only one taken is 'nonempty'")
                    .asException();
        }
        return depth.isPresent();
    }

    private CompletionStage<HttpResponse> deepest(Optional<String> type, Exchange exchange) {
        return operations
                .deepest(type, exchange.queryLimit(PRESET_LIMIT, MAX_LIMIT))
                .thenApply(depths -> Replies.json(200, out -> Answers.depths(out, depths)));
    }

    private void writeType(JsonGenerator out, String type) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", type);
        out.writeArrayFieldStart("messages");
        for (String message : addresses.requireType(type)) {
            out.writeStartObject();
            out.writeStringField("message", message);
            out.writeFieldName("schema");
            out.writeRawValue(types.schema(type, message));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private CompletionStage<HttpResponse> audit(Exchange exchange) {
        return operations.audit().thenApply(audit -> Replies.json(200, out -> writeAudit(out, audit)));
    }

    private static void writeAudit(JsonGenerator out, Audit audit) throws IOException {
        out.writeStartObject();
        out.writeNumberField("accepted", audit.accepted());
        out.writeNumberField("processed", audit.processed());
        out.writeNumberField("rejected", audit.rejected());
        out.writeNumberField("pending", audit.pending());
        out.writeNumberField("delayed", audit.delayed());
        out.writeNumberField("dead", audit.dead());
        out.writeNumberField("expired", audit.expired());
        out.writeNumberField("cancelled", audit.cancelled());
        out.writeNumberField("purged", audit.purged());
        out.writeBooleanField("balanced", audit.balanced());
        out.writeEndObject();
    }
}
