package dev.restante.samples.payments;

import dev.restante.ActorId;
import dev.restante.Application;
import dev.restante.Registry;
import dev.restante.Subscription;

/**
 * Payments and those who act on them. A payment publishes that it was made; who does what about it, it does not know:
 * <ul>
 *   <li>{@link Accounting} keeps a ledger for each merchant,
 *   <li>{@link Analytics} adds up each hour,
 *   <li>{@link Fulfilment} has the order shipped by a {@link Carrier}, a service of somebody else that can fail.
 * </ul>
 *
 * <pre>{@code
 * ./restante node --app payments --data /tmp/payments --http 127.0.0.1:8080 &
 * ./restante ask payment/order-1 Pay '{"merchant":"books","cents":1999,"currency":"EUR"}'
 * ./restante ask accounting/books GetLedger '{}'
 * ./restante ask analytics/main GetTotals '{}'
 * ./restante ask fulfilment/order-1 GetShipment '{}'
 * }</pre>
 *
 * <p>Each of them keeps in its state how many payments it has acted on, and a checksum of which: so that afterwards the states alone show that
 * every payment was booked, counted and shipped, and none of them twice. None of them looks for doubles itself; that is what the runtime
 * promises.
 */
public final class Payments implements Application {

    /** Topic of {@link PaymentCompleted}. */
    public static final String PAYMENT_COMPLETED = "payment-completed";

    /** Topic of what {@link Fulfilment} has shipped. */
    public static final String ORDER_SHIPPED = "order-shipped";

    private final Carrier carrier;

    /** With the carrier that the system properties describe. */
    public Payments() {
        this(Carrier.configured());
    }

    Payments(Carrier carrier) {
        this.carrier = carrier;
    }

    @Override
    public String name() {
        return "payments";
    }

    @Override
    public void register(Registry registry) {
        ActorId analytics = Analytics.TYPE.ref("main").id();
        registry.add(Payment.TYPE, Payment.behavior())
                .add(Accounting.TYPE, Accounting.behavior())
                .add(Analytics.TYPE, Analytics.behavior())
                .add(Fulfilment.TYPE, Fulfilment.behavior(carrier))
                .subscribe(PAYMENT_COMPLETED, Subscription.byField("accounting", Accounting.TYPE.name(), "merchant"))
                .subscribe(PAYMENT_COMPLETED, Subscription.of("analytics", analytics))
                .subscribe(PAYMENT_COMPLETED, Subscription.byField("fulfilment", Fulfilment.TYPE.name(), "paymentId"));
    }
}
