package dev.restante.samples.bank;

import dev.restante.ActorType;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.samples.bank.AccountMessage.Credit;
import dev.restante.samples.bank.AccountMessage.Deposit;
import dev.restante.samples.bank.AccountMessage.GetBalance;
import dev.restante.samples.bank.AccountMessage.Transfer;
import dev.restante.samples.bank.AccountMessage.Withdraw;

/** The rules of an account. */
public final class Account {

    public static final ActorType<AccountMessage> TYPE = ActorType.of("account", AccountMessage.class);

    private static final String NO_AMOUNT = "cents must be more than zero";
    private static final String INSUFFICIENT = "insufficient funds";

    private Account() {}

    public static DurableBehavior<AccountMessage, Balance> behavior() {
        return DurableBehavior.of(AccountMessage.class, Balance.ZERO)
                .on(Deposit.class, Account::deposit)
                .on(Withdraw.class, Account::withdraw)
                .on(Transfer.class, Account::transfer)
                .on(Credit.class, Account::credit)
                .on(GetBalance.class, (balance, message) -> answer(balance))
                .build();
    }

    private static Effect<Balance> deposit(Balance balance, Deposit deposit) {
        if (deposit.cents() <= 0) {
            return Effect.reject(NO_AMOUNT);
        }
        if (!balance.hasRoomFor(deposit.cents())) {
            return Effect.reject("the balance would be too large");
        }
        return answer(balance.plus(deposit.cents()));
    }

    private static Effect<Balance> withdraw(Balance balance, Withdraw withdraw) {
        if (withdraw.cents() <= 0) {
            return Effect.reject(NO_AMOUNT);
        }
        if (!balance.covers(withdraw.cents())) {
            return Effect.reject(INSUFFICIENT);
        }
        return answer(balance.minus(withdraw.cents()));
    }

    private static Effect<Balance> transfer(Balance balance, Transfer transfer) {
        if (transfer.cents() <= 0) {
            return Effect.reject(NO_AMOUNT);
        }
        if (!balance.covers(transfer.cents())) {
            return Effect.reject(INSUFFICIENT);
        }
        return answer(balance.minus(transfer.cents())).thenTell(TYPE.ref(transfer.to()), new Credit(transfer.cents()));
    }

    /** Too large a sum throws: refused it would be gone, as a dead letter it is kept. */
    private static Effect<Balance> credit(Balance balance, Credit credit) {
        return credit.cents() <= 0 ? Effect.reject(NO_AMOUNT) : Effect.update(balance.plus(credit.cents()));
    }

    private static Effect<Balance> answer(Balance balance) {
        return Effect.update(balance).thenReply(balance);
    }
}
