package dev.restante.samples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.restante.samples.payments.Accounting;
import dev.restante.samples.payments.Analytics;
import dev.restante.samples.payments.Fulfilment;
import dev.restante.samples.payments.Payment;
import dev.restante.samples.payments.Takings;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Looks into the state of every actor concerned and compares: what each payment says of itself is what each subscriber must have, once. Used
 * once.
 */
final class FinalAudit {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final NodeApi api;
    private final URI node;
    private final Map<String, Takings> made = new HashMap<>();
    private long shipments;
    private long accounting;
    private long lost;
    private long duplicated;

    FinalAudit(NodeApi api, URI node) {
        this.api = api;
        this.node = node;
    }

    /**
     * Audits the payments that were accepted, and all that the subscribers have of their merchants.
     *
     * @throws CompletionException when the node does not answer
     */
    AuditReport of(Map<String, String> merchantsByPayment) throws InterruptedException {
        Survey.of(merchantsByPayment.keySet(), this::payment);
        Set<String> merchants = new HashSet<>(merchantsByPayment.values());
        Survey.of(merchants, this::ledger);
        Takings all = sum(made.values());
        Takings counted =
                totals(api.state(node, Analytics.TYPE.ref("main").id()).join());
        compare(all, counted);
        JsonNode count = api.audit(node).join();
        return new AuditReport(
                all.payments(),
                accounting,
                counted.payments(),
                shipments,
                lost,
                duplicated,
                count.path("pending").asLong() + count.path("delayed").asLong(),
                count.path("balanced").asBoolean());
    }

    /** A payment and the order that it pays: each is an actor of its own. */
    private CompletableFuture<Void> payment(String id) {
        CompletableFuture<JsonNode> payment =
                api.state(node, Payment.TYPE.ref(id).id());
        return payment.thenCombine(api.state(node, Fulfilment.TYPE.ref(id).id()), (state, shipment) -> {
            note(id, state.path("completed"), shipment);
            return null;
        });
    }

    private synchronized void note(String id, JsonNode completed, JsonNode shipment) {
        long shipped = shipment.path("shipments").asLong();
        shipments += shipped;
        duplicated += Math.max(0, shipped - 1) + shipment.path("doubles").asLong();
        if (!completed.isObject()) {
            lost++;
            return;
        }
        lost += shipped == 0 ? 1 : 0;
        made.merge(
                completed.path("merchant").asText(),
                Takings.NONE.plus(
                        id,
                        completed.path("cents").asLong(),
                        completed.path("currency").asText()),
                Takings::plus);
    }

    private CompletableFuture<Void> ledger(String merchant) {
        return api.state(node, Accounting.TYPE.ref(merchant).id()).thenAccept(state -> {
            Takings ledger = takings(state);
            synchronized (this) {
                accounting += ledger.payments();
                compare(made.getOrDefault(merchant, Takings.NONE), ledger);
            }
        });
    }

    /** By number first; the same number of other payments, or other sums, is at least one lost and one that should not be there. */
    private void compare(Takings expected, Takings found) {
        lost += Math.max(0, expected.payments() - found.payments());
        duplicated += Math.max(0, found.payments() - expected.payments());
        if (expected.payments() == found.payments() && !expected.equals(found)) {
            lost++;
            duplicated++;
        }
    }

    private static Takings totals(JsonNode totals) {
        Takings sum = takings(totals.path("earlier"));
        for (JsonNode hour : totals.path("hours")) {
            sum = sum.plus(takings(hour));
        }
        return sum;
    }

    private static Takings takings(JsonNode state) {
        try {
            return state.isObject() ? JSON.treeToValue(state, Takings.class) : Takings.NONE;
        } catch (JsonProcessingException e) {
            throw new CompletionException("not the state of a subscriber: " + state, e);
        }
    }

    private static Takings sum(Collection<Takings> parts) {
        Takings sum = Takings.NONE;
        for (Takings part : parts) {
            sum = sum.plus(part);
        }
        return sum;
    }
}
