package dev.restante;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.restante.Account.Balance;
import dev.restante.Account.Deposit;
import dev.restante.Account.Entry;
import dev.restante.Account.Withdrawn;
import dev.restante.SideEffect.Cancel;
import dev.restante.SideEffect.Publish;
import dev.restante.SideEffect.Reply;
import dev.restante.SideEffect.Tell;
import dev.restante.SideEffect.TellAfter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffectTest {

    private static final Recipient<Entry> LEDGER = Account.LEDGER.ref("main");
    private static final Recipient<Account.Command> ALICE = Account.ACCOUNT.ref("alice");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void side_effects_keep_their_order() {
        Effect<Balance> effect = Effect.update(new Balance(1))
                .thenTell(LEDGER, new Withdrawn(1))
                .thenPublish("payments", new Withdrawn(2))
                .thenReply(new Balance(1));

        assertThat(effect.sideEffects())
                .containsExactly(
                        new Tell(LEDGER.id(), new Withdrawn(1), Optional.empty()),
                        new Publish(ActorId.parse("topic/payments"), new Withdrawn(2)),
                        new Reply(new Balance(1)));
    }

    @Test
    void adding_to_an_effect_leaves_it_as_it_was() {
        Effect<Balance> effect = Effect.update(new Balance(1));

        Effect<Balance> more = effect.thenTell(LEDGER, new Withdrawn(1));

        assertThat(effect.sideEffects()).isEmpty();
        assertThat(more.sideEffects()).hasSize(1);
        assertThat(more.decision()).isSameAs(effect.decision());
    }

    @Test
    void an_effect_that_says_nothing_of_the_state_fits_every_state() {
        Effect<Balance> nothing = Effect.nothing().thenReply("done");
        Effect<Balance> events = Effect.persist(new Withdrawn(1)).thenTell(ALICE, new Deposit(1));
        Effect<Balance> forget = Effect.forget().cancel("timer");

        Effect<Balance> reply = Effect.reply("done");

        assertThat(List.of(nothing, events, forget, reply))
                .allSatisfy(each -> assertThat(each.sideEffects()).hasSize(1));
    }

    @Test
    void a_rejection_stands_alone() {
        Effect<Balance> rejection = Effect.reject("no");

        assertThat(rejection.rejection()).contains("no");
        assertThatIllegalStateException()
                .isThrownBy(() -> rejection.thenTell(LEDGER, new Withdrawn(1)))
                .withMessageContaining("a rejected message changes nothing and sends nothing");
        assertThatIllegalStateException().isThrownBy(() -> rejection.thenReply(new Balance(1)));
        assertThatIllegalStateException().isThrownBy(() -> rejection.cancel("timer"));
    }

    @Test
    void a_message_is_answered_once() {
        Effect<Balance> answered = Effect.<Balance>nothing().thenReply(new Balance(1));

        assertThatIllegalStateException().isThrownBy(() -> answered.thenReply(new Balance(2)));
    }

    @Test
    void the_last_word_on_a_timer_counts() {
        Effect<Balance> replaced = Effect.<Balance>nothing()
                .thenTellAfter(MINUTE, ALICE, new Deposit(1), "t")
                .thenTellAfter(MINUTE, ALICE, new Deposit(2), "t");
        Effect<Balance> cancelled = Effect.<Balance>nothing()
                .thenTellAfter(MINUTE, ALICE, new Deposit(1), "t")
                .cancel("t");

        assertThat(replaced.sideEffects())
                .containsExactly(new TellAfter(ALICE.id(), new Deposit(2), MINUTE, Optional.of("t")));
        assertThat(cancelled.sideEffects()).containsExactly(new Cancel("t"));
    }

    @Test
    void a_message_to_many_is_one_object() {
        Deposit deposit = new Deposit(1);

        Effect<Balance> effect =
                Effect.<Balance>nothing().thenTellAll(List.of(ALICE, Account.ACCOUNT.ref("bob")), deposit);

        assertThat(effect.sideEffects())
                .hasSize(2)
                .allSatisfy(each -> assertThat(((Tell) each).message()).isSameAs(deposit));
    }

    @Test
    void delays_names_and_reasons_are_bounded() {
        Effect<Balance> effect = Effect.nothing();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> effect.thenTellAfter(Duration.ZERO, ALICE, new Deposit(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> effect.thenTellAfter(Duration.ofDays(40_000), ALICE, new Deposit(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> effect.cancel(""));
        assertThatIllegalArgumentException().isThrownBy(() -> effect.thenTell(ALICE, new Deposit(1), "x".repeat(256)));
        assertThat(Effect.reject("x".repeat(2_000)).rejection())
                .hasValueSatisfying(reason -> assertThat(reason).hasSize(1_000));
    }
}
