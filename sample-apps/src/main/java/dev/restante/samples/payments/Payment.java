package dev.restante.samples.payments;

import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MessageContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** A payment, made once and published then; its key is the payment's id. */
public final class Payment {

    public static final ActorType<Pay> TYPE = ActorType.of("payment", Pay.class);

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int LONGEST_MERCHANT = 64;

    private Payment() {}

    /**
     * Makes the payment. Answered with {@link PaymentCompleted}; rejected when the payment is made already or a field makes no sense.
     *
     * @param merchant 1 to 64 characters, no control characters
     * @param cents more than zero
     * @param currency three capital letters (ISO 4217)
     */
    public record Pay(String merchant, long cents, String currency) {

        /** Why the payment would be rejected; empty when it makes sense. */
        public Optional<String> fault() {
            if (merchant.isBlank()
                    || merchant.length() > LONGEST_MERCHANT
                    || merchant.chars().anyMatch(Character::isISOControl)) {
                return Optional.of(
                        "merchant must have 1 to " + LONGEST_MERCHANT + " characters and no control characters");
            }
            if (cents <= 0) {
                return Optional.of("cents must be more than zero");
            }
            return CURRENCY.matcher(currency).matches()
                    ? Optional.empty()
                    : Optional.of("currency must be three capital letters, as in EUR");
        }
    }

    /** A payment at rest: what was published of it, if it is made. */
    public record State(Optional<PaymentCompleted> completed) {}

    static DurableBehavior<Pay, State> behavior() {
        return DurableBehavior.of(Pay.class, new State(Optional.empty()))
                .on(Pay.class, Payment::pay)
                .replies(PaymentCompleted.class)
                .build();
    }

    private static Effect<State> pay(State state, Pay pay, MessageContext context) {
        if (state.completed().isPresent()) {
            return Effect.reject("the payment is made already");
        }
        if (pay.fault().isPresent()) {
            return Effect.reject(pay.fault().get());
        }
        PaymentCompleted completed =
                new PaymentCompleted(context.self().key(), pay.merchant(), pay.cents(), pay.currency(), context.now());
        return Effect.update(new State(Optional.of(completed)))
                .thenPublish(Payments.PAYMENT_COMPLETED, completed)
                .thenReply(completed);
    }
}
