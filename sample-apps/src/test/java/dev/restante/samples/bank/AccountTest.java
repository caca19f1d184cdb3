package dev.restante.samples.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.samples.bank.AccountMessage.Credit;
import dev.restante.samples.bank.AccountMessage.Deposit;
import dev.restante.samples.bank.AccountMessage.GetBalance;
import dev.restante.samples.bank.AccountMessage.Transfer;
import dev.restante.samples.bank.AccountMessage.Withdraw;
import dev.restante.testkit.Arrival;
import dev.restante.testkit.BehaviorTestKit;
import dev.restante.testkit.HandlingFailedException;
import org.junit.jupiter.api.Test;

class AccountTest {

    private final BehaviorTestKit<AccountMessage, Balance> account =
            BehaviorTestKit.of(Account.TYPE, Account.behavior(), "alice");

    @Test
    void money_comes_and_goes_and_each_answer_is_the_balance_after_it() {
        assertThat(account.deliver(new Deposit(500)).reply(Balance.class)).isEqualTo(new Balance(500));
        assertThat(account.deliver(new Withdraw(200)).reply(Balance.class)).isEqualTo(new Balance(300));
        assertThat(account.deliver(new GetBalance()).reply(Balance.class)).isEqualTo(new Balance(300));
    }

    @Test
    void a_transfer_takes_the_money_and_sends_it() {
        account.deliver(new Deposit(500));

        var transferred = account.deliver(new Transfer("bob", 200));

        assertThat(transferred.reply(Balance.class)).isEqualTo(new Balance(300));
        assertThat(transferred.toldTo(Account.TYPE.ref("bob"))).containsExactly(new Credit(200));
    }

    @Test
    void a_credit_of_another_account_is_added_without_an_answer() {
        var credited = account.deliver(
                new Credit(200), Arrival.from(Account.TYPE.ref("bob").id()));

        assertThat(credited.state()).isEqualTo(new Balance(200));
        assertThat(credited.effect().sideEffects()).isEmpty();
    }

    @Test
    void nothing_changes_when_funds_are_insufficient() {
        account.deliver(new Deposit(100));

        assertThat(account.deliver(new Withdraw(101)).rejection()).contains("insufficient funds");
        assertThat(account.deliver(new Transfer("bob", 101)).rejection()).contains("insufficient funds");
        assertThat(account.state()).isEqualTo(new Balance(100));
    }

    @Test
    void amounts_are_more_than_zero() {
        for (long cents : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThat(account.deliver(new Deposit(cents)).rejection()).contains("cents must be more than zero");
            assertThat(account.deliver(new Withdraw(cents)).rejection()).contains("cents must be more than zero");
            assertThat(account.deliver(new Transfer("bob", cents)).rejection())
                    .contains("cents must be more than zero");
            assertThat(account.deliver(new Credit(cents)).rejection()).contains("cents must be more than zero");
        }
    }

    @Test
    void a_balance_never_overflows() {
        account.deliver(new Deposit(Long.MAX_VALUE));

        assertThat(account.deliver(new Deposit(1)).rejection()).contains("the balance would be too large");
        assertThatThrownBy(() -> account.deliver(new Credit(1)))
                .isInstanceOf(HandlingFailedException.class)
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_transfer_names_an_account_that_can_be() {
        assertThatThrownBy(() -> new Transfer("", 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
