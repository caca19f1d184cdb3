package dev.restante.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.ActorId;
import dev.restante.SideEffect;
import dev.restante.samples.payments.Accounting;
import dev.restante.samples.payments.Analytics;
import dev.restante.samples.payments.Payments;
import java.net.URI;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far each subscriber is, as the states of the actors say.
 *
 * @param published payments on the topic
 * @param accounting payments in all ledgers
 * @param analytics payments in all hours
 * @param fulfilment orders shipped
 */
record Figures(long published, long accounting, long analytics, long fulfilment) {

    static final Figures NONE = new Figures(0, 0, 0, 0);

    static Figures of(NodeApi api, URI node, Collection<String> merchants) throws InterruptedException {
        long published = publishedTo(api, node, Payments.PAYMENT_COMPLETED);
        AtomicLong accounting = new AtomicLong();
        Set<String> ledgers = new TreeSet<>(merchants);
        Survey.of(
                ledgers,
                merchant -> api.state(node, Accounting.TYPE.ref(merchant).id())
                        .thenAccept(ledger ->
                                accounting.addAndGet(ledger.path("payments").asLong())));
        JsonNode totals = api.state(node, Analytics.TYPE.ref("main").id()).join();
        return new Figures(
                published, accounting.get(), countOf(totals), publishedTo(api, node, Payments.ORDER_SHIPPED));
    }

    /** Bookings that are still to be made for {@code accepted} payments. */
    long backlog(long accepted) {
        return Math.max(0, 3 * accepted - accounting - analytics - fulfilment);
    }

    private static long publishedTo(NodeApi api, URI node, String topic) {
        ActorId id = new ActorId(SideEffect.Publish.TOPIC_TYPE, topic);
        return api.state(node, id).join().path("log").path("published").asLong();
    }

    private static long countOf(JsonNode totals) {
        long count = totals.path("earlier").path("payments").asLong();
        for (JsonNode hour : totals.path("hours")) {
            count += hour.path("payments").asLong();
        }
        return count;
    }
}
