package dev.restante.testkit;

import dev.restante.ActorType;
import dev.restante.CallContext;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.OutsideCall;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has cards charged for what customers pay: once as it should be, and once with a mistake that no test of one step shows. */
final class Checkout {

    static final ActorType<Message> TYPE = ActorType.of("checkout", Message.class);

    private Checkout() {}

    sealed interface Message {}

    record Pay(long cents) implements Message {}

    record Charged(long cents) implements Message {}

    /** What the shop believes: paid for, and charged to the card. */
    record Books(long paid, long charged) {}

    record Charge(long cents) {}

    /** Somebody else's service, which knows a charge by its key. */
    static final class CardService {
        private final Set<String> known = new HashSet<>();
        private long cents;

        /** Charges the card, once for each key. */
        CompletionStage<Message> charge(long amount, String key) {
            if (known.add(key)) {
                cents += amount;
            }
            return CompletableFuture.completedFuture(new Charged(amount));
        }

        /** Charges the card. */
        CompletionStage<Message> charge(long amount) {
            cents += amount;
            return CompletableFuture.completedFuture(new Charged(amount));
        }

        long cents() {
            return cents;
        }

        void reset() {
            known.clear();
            cents = 0;
        }
    }

    static DurableBehavior<Message, Books> behavior(CardService cards) {
        return behavior((Charge charge, CallContext call) -> cards.charge(charge.cents(), call.id()));
    }

    /** Wrong: a call whose answer is lost is made again, and the service takes it for another one. */
    static DurableBehavior<Message, Books> withoutKeys(CardService cards) {
        return behavior((Charge charge, CallContext call) -> cards.charge(charge.cents()));
    }

    private static DurableBehavior<Message, Books> behavior(OutsideCall<Charge, Message> call) {
        return DurableBehavior.of(Message.class, new Books(0, 0))
                .on(
                        Pay.class,
                        (books, pay) -> Effect.update(new Books(books.paid() + pay.cents(), books.charged()))
                                .thenCall(new Charge(pay.cents())))
                .on(
                        Charged.class,
                        (books, charged) -> Effect.update(new Books(books.paid(), books.charged() + charged.cents())))
                .call(Charge.class, call)
                .build();
    }
}
