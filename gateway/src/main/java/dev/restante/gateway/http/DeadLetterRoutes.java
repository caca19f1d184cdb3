package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.restante.ActorId;
import dev.restante.DeadLetter;
import dev.restante.MessageId;
import dev.restante.Operations;
import dev.restante.Payload;
import dev.restante.TypeCatalog;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Lists, shows, redrives and discards dead letters. */
final class DeadLetterRoutes {

    private static final int PRESET_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    private final Operations operations;
    private final TypeCatalog types;
    private final Addresses addresses;

    DeadLetterRoutes(Operations operations, TypeCatalog types, Addresses addresses) {
        this.operations = operations;
        this.types = types;
        this.addresses = addresses;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/dead-letters", this::list, "type", "actor", "limit", "after"),
                Route.of("POST", "/dead-letters/redrive", this::redriveMany, "type", "actor", "limit"),
                Route.of("GET", "/dead-letters/{id}", this::show),
                Route.of("DELETE", "/dead-letters/{id}", this::discard),
                Route.of("POST", "/dead-letters/{id}/redrive", this::redrive));
    }

    private CompletionStage<HttpResponse> list(Exchange exchange) {
        Optional<MessageId> after = exchange.query("after").map(Addresses::messageId);
        int limit = exchange.queryLimit(PRESET_LIMIT, MAX_LIMIT);
        return selected(exchange, after, limit)
                .thenApply(letters -> Replies.json(200, out -> writeList(out, letters, limit)));
    }

    private CompletionStage<List<DeadLetter>> selected(Exchange exchange, Optional<MessageId> after, int limit) {
        Optional<String> type = exchange.query("type");
        type.ifPresent(addresses::requireType);
        Optional<ActorId> actor = exchange.query("actor").map(addresses::actor);
        return operations.deadLetters(type, actor, after, limit);
    }

    private static void writeList(JsonGenerator out, List<DeadLetter> letters, int limit) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("deadLetters");
        for (DeadLetter letter : letters) {
            Answers.deadLetter(out, letter, false);
        }
        out.writeEndArray();
        if (letters.size() == limit) {
            out.writeStringField("next", letters.get(limit - 1).id().toString());
        }
        out.writeEndObject();
    }

    private CompletionStage<HttpResponse> show(Exchange exchange) {
        return letter(exchange).thenApply(letter -> Replies.json(200, out -> Answers.deadLetter(out, letter, true)));
    }

    private CompletionStage<DeadLetter> letter(Exchange exchange) {
        MessageId id = Addresses.messageId(exchange.variable("id"));
        return operations.deadLetter(id).thenApply(found -> found.orElseThrow(() -> unknown(id)));
    }

    private CompletionStage<HttpResponse> discard(Exchange exchange) {
        MessageId id = Addresses.messageId(exchange.variable("id"));
        return operations.discard(id).thenApply(wasThere -> found(wasThere, id));
    }

    private CompletionStage<HttpResponse> redrive(Exchange exchange) {
        MessageId id = Addresses.messageId(exchange.variable("id"));
        return correctedBody(exchange)
                .thenCompose(corrected -> operations.redrive(id, corrected))
                .thenApply(wasThere -> found(wasThere, id));
    }

    /** The body to redrive with, read as the message that died. */
    private CompletionStage<Optional<Payload>> correctedBody(Exchange exchange) {
        if (!exchange.hasBody()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        MediaTypes.require(exchange, MediaTypes.JSON);
        return exchange.body()
                .thenCompose(body -> letter(exchange)
                        .thenApply(letter -> Optional.of(types.read(
                                letter.actor().type(), letter.payload().name(), body))));
    }

    private static HttpResponse found(boolean wasThere, MessageId id) {
        if (!wasThere) {
            throw unknown(id);
        }
        return Replies.noContent();
    }

    private static ProblemException unknown(MessageId id) {
        return ProblemType.UNKNOWN_MESSAGE_ID
                .because("there is no dead letter '" + id + "'")
                .asException();
    }

    private CompletionStage<HttpResponse> redriveMany(Exchange exchange) {
        return selected(exchange, Optional.empty(), exchange.queryLimit(PRESET_LIMIT, MAX_LIMIT))
                .thenCompose(letters -> redriveInOrder(letters.iterator(), 0))
                .thenApply(count -> Replies.json(200, out -> {
                    out.writeStartObject();
                    out.writeNumberField("redriven", count);
                    out.writeEndObject();
                }));
    }

    /** One after the other, so that an actor's letters keep their order; one that is gone by then does not count. */
    private CompletionStage<Integer> redriveInOrder(Iterator<DeadLetter> letters, int done) {
        if (!letters.hasNext()) {
            return CompletableFuture.completedFuture(done);
        }
        return operations
                .redrive(letters.next().id(), Optional.empty())
                .thenComposeAsync(wasThere -> redriveInOrder(letters, wasThere ? done + 1 : done));
    }
}
