package dev.restante.samples.payments;

import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** Adds up the payments of each hour, in one actor. */
public final class Analytics {

    public static final ActorType<Message> TYPE = ActorType.of("analytics", Message.class);

    private Analytics() {}

    /** What analytics takes. */
    public sealed interface Message {

        /** The event, with what analytics needs of it. */
        record PaymentCompleted(String paymentId, long cents, String currency, Instant at) implements Message {}

        /** Asks for {@link Totals}. */
        record GetTotals() implements Message {}
    }

    /**
     * Takings by the hour in which they came.
     *
     * @param hours the latest hours, by their beginning
     * @param earlier all hours before those
     */
    public record Totals(Map<Instant, Takings> hours, Takings earlier) {

        /** Six weeks: the state is written as a whole. */
        private static final int MOST_HOURS = 1_000;

        static final Totals NONE = new Totals(Map.of(), Takings.NONE);

        public Totals {
            hours = Map.copyOf(hours);
        }

        /** All hours together. */
        public Takings sum() {
            Takings sum = earlier;
            for (Takings hour : hours.values()) {
                sum = sum.plus(hour);
            }
            return sum;
        }

        Totals with(Message.PaymentCompleted payment) {
            Map<Instant, Takings> next = new HashMap<>(hours);
            Instant hour = payment.at().truncatedTo(ChronoUnit.HOURS);
            Takings before = next.getOrDefault(hour, Takings.NONE);
            next.put(hour, before.plus(payment.paymentId(), payment.cents(), payment.currency()));
            if (next.size() <= MOST_HOURS) {
                return new Totals(next, earlier);
            }
            Instant oldest = Collections.min(next.keySet());
            Takings folded = earlier.plus(next.getOrDefault(oldest, Takings.NONE));
            next.remove(oldest);
            return new Totals(next, folded);
        }
    }

    static DurableBehavior<Message, Totals> behavior() {
        return DurableBehavior.of(Message.class, Totals.NONE)
                .on(Message.PaymentCompleted.class, (totals, payment) -> Effect.update(totals.with(payment)))
                .on(
                        Message.GetTotals.class,
                        (totals, message) -> Effect.<Totals>nothing().thenReply(totals))
                .build();
    }
}
