package dev.restante.samples.payments;

import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MessageContext;

/**
 * Has the order of one payment shipped; the payment's id is the key. The carrier is called after the commit, and again until it answers: while
 * it is closed orders wait, and nothing else does.
 */
public final class Fulfilment {

    public static final ActorType<Message> TYPE = ActorType.of("fulfilment", Message.class);

    private Fulfilment() {}

    /** What the fulfilment of an order takes. */
    public sealed interface Message {

        /** The event, with what fulfilment needs of it. */
        record PaymentCompleted(String merchant) implements Message {}

        /** The carrier's answer. */
        record Shipped(String parcel) implements Message {}

        /** Asks for {@link Shipment}. */
        record GetShipment() implements Message {}
    }

    /** How far an order is. */
    public enum Stage {
        UNPAID,
        ORDERED,
        SHIPPED
    }

    /**
     * An order on its way.
     *
     * @param shipments how often it was shipped: 1 in the end
     * @param doubles how often its payment came again
     * @param parcel the carrier's name for the last shipment, empty before
     */
    public record Shipment(Stage stage, long shipments, long doubles, String parcel) {
        static final Shipment NONE = new Shipment(Stage.UNPAID, 0, 0, "");
    }

    /** Asks the carrier to take an order. */
    record ShipOrder(String order, String merchant) {}

    /** Published for every order that the carrier took. */
    record OrderShipped(String order, String parcel) {}

    static DurableBehavior<Message, Shipment> behavior(Carrier carrier) {
        return DurableBehavior.of(Message.class, Shipment.NONE)
                .on(Message.PaymentCompleted.class, Fulfilment::order)
                .on(Message.Shipped.class, Fulfilment::shipped)
                .on(
                        Message.GetShipment.class,
                        (shipment, message) -> Effect.<Shipment>nothing().thenReply(shipment))
                .call(
                        ShipOrder.class,
                        (order, call) -> carrier.ship(order.order(), call.id()).thenApply(Message.Shipped::new))
                .replies(OrderShipped.class)
                .build();
    }

    private static Effect<Shipment> order(Shipment state, Message.PaymentCompleted payment, MessageContext context) {
        if (state.stage() != Stage.UNPAID) {
            return Effect.update(new Shipment(state.stage(), state.shipments(), state.doubles() + 1, state.parcel()));
        }
        return Effect.update(new Shipment(Stage.ORDERED, 0, 0, ""))
                .thenCall(new ShipOrder(context.self().key(), payment.merchant()));
    }

    private static Effect<Shipment> shipped(Shipment state, Message.Shipped answer, MessageContext context) {
        if (state.stage() == Stage.UNPAID) {
            return Effect.reject("nothing was ordered");
        }
        return Effect.update(new Shipment(Stage.SHIPPED, state.shipments() + 1, state.doubles(), answer.parcel()))
                .thenPublish(
                        Payments.ORDER_SHIPPED, new OrderShipped(context.self().key(), answer.parcel()));
    }
}
