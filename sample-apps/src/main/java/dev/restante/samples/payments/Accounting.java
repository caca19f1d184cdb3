package dev.restante.samples.payments;

import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;

/** Books every payment into the ledger of its merchant; the merchant is the key. */
public final class Accounting {

    public static final ActorType<Message> TYPE = ActorType.of("accounting", Message.class);

    private Accounting() {}

    /** What a ledger takes. */
    public sealed interface Message {

        /** The event, with what accounting needs of it. */
        record PaymentCompleted(String paymentId, long cents, String currency) implements Message {}

        /** Asks for {@link Takings}. */
        record GetLedger() implements Message {}
    }

    static DurableBehavior<Message, Takings> behavior() {
        return DurableBehavior.of(Message.class, Takings.NONE)
                .on(Message.PaymentCompleted.class, Accounting::book)
                .on(
                        Message.GetLedger.class,
                        (ledger, message) -> Effect.<Takings>nothing().thenReply(ledger))
                .build();
    }

    private static Effect<Takings> book(Takings ledger, Message.PaymentCompleted payment) {
        return Effect.update(ledger.plus(payment.paymentId(), payment.cents(), payment.currency()));
    }
}
