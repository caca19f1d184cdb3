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

        /** Asks for {@link Ledger}. */
        record GetLedger() implements Message {}
    }

    /** What a merchant has taken, and by which payments. A payment that comes again is counted as a double and not booked. */
    public record Ledger(Takings takings, BookedPayments booked) {

        static final Ledger EMPTY = new Ledger(Takings.NONE, BookedPayments.NONE);

        private Ledger with(Message.PaymentCompleted payment) {
            return new Ledger(
                    booked.contains(payment.paymentId()) ? takings : takings.plus(payment.cents(), payment.currency()),
                    booked.with(payment.paymentId()));
        }
    }

    static DurableBehavior<Message, Ledger> behavior() {
        return DurableBehavior.of(Message.class, Ledger.EMPTY)
                .on(Message.PaymentCompleted.class, (ledger, payment) -> Effect.update(ledger.with(payment)))
                .on(
                        Message.GetLedger.class,
                        (ledger, message) -> Effect.<Ledger>nothing().thenReply(ledger))
                .build();
    }
}
