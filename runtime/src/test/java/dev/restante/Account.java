package dev.restante;

/** The example of the design, to the letter, and the same with events. */
final class Account {

    static final ActorType<Entry> LEDGER = ActorType.of("ledger", Entry.class);
    static final ActorType<Command> ACCOUNT = ActorType.of("account", Command.class);

    private Account() {}

    sealed interface Command {}

    record Deposit(long cents) implements Command {}

    record Withdraw(long cents) implements Command {}

    sealed interface Entry {}

    record Withdrawn(long cents) implements Entry {}

    record Balance(long cents) {
        Balance plus(long more) {
            return new Balance(cents + more);
        }

        Balance minus(long less) {
            return new Balance(cents - less);
        }
    }

    sealed interface Event {}

    record Moved(long cents) implements Event {}

    static DurableBehavior<Command, Balance> account() {
        return DurableBehavior.of(Command.class, new Balance(0))
                .on(Deposit.class, Account::deposit)
                .on(Withdraw.class, Account::withdraw)
                .build();
    }

    static DurableBehavior<Command, Balance> eventSourcedAccount() {
        return DurableBehavior.of(Command.class, new Balance(0))
                .on(
                        Deposit.class,
                        (balance, deposit) ->
                                Effect.persist(new Moved(deposit.cents())).thenReply(balance.plus(deposit.cents())))
                .on(Withdraw.class, (balance, withdraw, context) -> Effect.persist(new Moved(-withdraw.cents())))
                .events(Event.class, Account::apply)
                .build();
    }

    private static Balance apply(Balance balance, Event event) {
        return balance.plus(((Moved) event).cents());
    }

    private static Effect<Balance> deposit(Balance balance, Deposit deposit) {
        return Effect.update(balance.plus(deposit.cents()));
    }

    private static Effect<Balance> withdraw(Balance balance, Withdraw withdraw) {
        if (withdraw.cents() > balance.cents()) {
            return Effect.reject("insufficient funds");
        }
        return Effect.update(balance.minus(withdraw.cents()))
                .thenTell(LEDGER.ref("main"), new Withdrawn(withdraw.cents()))
                .thenReply(new Balance(balance.cents() - withdraw.cents()));
    }
}
