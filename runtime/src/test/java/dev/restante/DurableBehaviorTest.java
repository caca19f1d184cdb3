package dev.restante;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.restante.Account.Balance;
import dev.restante.Account.Command;
import dev.restante.Account.Deposit;
import dev.restante.Account.Moved;
import dev.restante.Account.Withdraw;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurableBehaviorTest {

    private static final MessageContext CONTEXT = null;

    @Test
    void a_table_hands_each_message_to_its_handler() {
        DurableBehavior<Command, Balance> account = Account.account();

        Effect<Balance> deposited = account.handle(new Balance(5), new Deposit(3), CONTEXT);
        Effect<Balance> refused = account.handle(new Balance(5), new Withdraw(6), CONTEXT);

        assertThat(deposited.decision()).isEqualTo(new Decision.Update<>(new Balance(8)));
        assertThat(refused.rejection()).contains("insufficient funds");
    }

    @Test
    void one_handler_can_take_all_messages() {
        DurableBehavior<Command, Balance> behavior = DurableBehavior.of(Command.class, new Balance(0))
                .onMessage((balance, message, context) -> message instanceof Deposit deposit
                        ? Effect.update(new Balance(deposit.cents()))
                        : Effect.nothing())
                .build();

        assertThat(behavior.handle(new Balance(0), new Deposit(3), CONTEXT).decision())
                .isEqualTo(new Decision.Update<>(new Balance(3)));
        assertThat(behavior.handle(new Balance(0), new Withdraw(3), CONTEXT).decision())
                .isEqualTo(new Decision.Unchanged<>());
    }

    @Test
    void a_message_without_a_handler_fails_the_build_and_is_named() {
        BehaviorBuilder<Command, Balance> incomplete = DurableBehavior.of(Command.class, new Balance(0))
                .on(Deposit.class, (balance, deposit) -> Effect.nothing());

        assertThatIllegalStateException()
                .isThrownBy(incomplete::build)
                .withMessageContaining("has no handler for Withdraw")
                .withMessageContaining(".on(Withdraw.class");
    }

    @Test
    void the_nearest_handler_counts() {
        DurableBehavior<Command, Balance> behavior = DurableBehavior.of(Command.class, new Balance(0))
                .on(Command.class, (balance, command) -> Effect.reject("any"))
                .on(Deposit.class, (balance, deposit) -> Effect.reject("deposit"))
                .build();

        assertThat(behavior.handle(new Balance(0), new Deposit(1), CONTEXT).rejection())
                .contains("deposit");
        assertThat(behavior.handle(new Balance(0), new Withdraw(1), CONTEXT).rejection())
                .contains("any");
    }

    @Test
    void two_handlers_for_one_message_are_refused() {
        BehaviorBuilder<Command, Balance> builder = DurableBehavior.of(Command.class, new Balance(0))
                .on(Deposit.class, (balance, deposit) -> Effect.nothing());

        assertThatIllegalStateException()
                .isThrownBy(() -> builder.on(Deposit.class, (balance, deposit) -> Effect.nothing()));
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.onMessage((balance, message, context) -> Effect.nothing()));
    }

    @Test
    void events_make_the_state() {
        DurableBehavior<Command, Balance> account = Account.eventSourcedAccount();

        Effect<Balance> effect = account.handle(new Balance(5), new Deposit(3), CONTEXT);

        assertThat(effect.decision()).isEqualTo(new Decision.Persist<>(java.util.List.of(new Moved(3))));
        assertThat(effect.reply()).contains(new Balance(8));
        assertThat(account.apply(new Balance(5), new Moved(3))).isEqualTo(new Balance(8));
    }

    @Test
    void messages_must_be_records_of_a_closed_family() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurableBehavior.of(Runnable.class, new Balance(0)))
                .withMessageContaining("java.lang.Runnable must be a record or a sealed interface of records");
    }

    @Test
    void a_handler_that_returns_null_is_told_so() {
        DurableBehavior<Command, Balance> behavior = DurableBehavior.of(Command.class, new Balance(0))
                .onMessage((balance, message, context) -> null)
                .build();

        org.assertj.core.api.Assertions.assertThatNullPointerException()
                .isThrownBy(() -> behavior.handle(new Balance(0), new Deposit(1), CONTEXT))
                .withMessageContaining("must return an effect");
    }

    @Test
    void the_options_have_defaults_and_bounds() {
        DurableBehavior<Command, Balance> account = Account.account();

        assertThat(account.dispatch()).isEqualTo(Dispatch.OWN_ACTOR);
        assertThat(account.retry()).isEqualTo(RetryPolicy.defaults());
        assertThat(account.mailbox()).isEqualTo(MailboxSettings.defaults());
        assertThat(account.timeLimit()).isEqualTo(Duration.ofSeconds(30));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DurableBehavior.of(Command.class, new Balance(0)).timeLimit(Duration.ZERO));
        assertThatIllegalStateException()
                .isThrownBy(() -> DurableBehavior.of(Command.class, new Balance(0))
                        .inline()
                        .blocking());
    }
}
