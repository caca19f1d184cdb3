package dev.restante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.DeadLetter;
import dev.restante.MessageRejectedException;
import dev.restante.MessageState;
import dev.restante.Receipt;
import dev.restante.Recipient;
import dev.restante.Refusal;
import dev.restante.RefusedException;
import dev.restante.Registry;
import dev.restante.SendOptions;
import dev.restante.testkit.Town.Add;
import dev.restante.testkit.Town.Again;
import dev.restante.testkit.Town.Announce;
import dev.restante.testkit.Town.Balance;
import dev.restante.testkit.Town.Banking;
import dev.restante.testkit.Town.Counting;
import dev.restante.testkit.Town.Deposit;
import dev.restante.testkit.Town.GetBalance;
import dev.restante.testkit.Town.Order;
import dev.restante.testkit.Town.Ordering;
import dev.restante.testkit.Town.Orders;
import dev.restante.testkit.Town.Poison;
import dev.restante.testkit.Town.RingIn;
import dev.restante.testkit.Town.Rung;
import dev.restante.testkit.Town.Seen;
import dev.restante.testkit.Town.Sum;
import dev.restante.testkit.Town.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TestRuntimeTest {

    private static final Recipient<Banking> ALICE = Town.ACCOUNT.ref("alice");
    private static final Recipient<Banking> BOB = Town.ACCOUNT.ref("bob");
    private static final Recipient<Counting> TALLY = Town.TALLY.ref("t");
    private static final Recipient<Ordering> SHOP = Town.SHOP.ref("corner");

    private final TestRuntime runtime = TestRuntime.of(new Town());

    @Test
    void behaviors_tell_each_other() {
        runtime.tell(ALICE, new Deposit(500));
        runtime.tell(ALICE, new Transfer("bob", 200));
        runtime.runUntilIdle();

        assertThat(runtime.stateOf(ALICE, Balance.class)).contains(new Balance(300, 2));
        assertThat(runtime.stateOf(BOB, Balance.class)).contains(new Balance(200, 1));
        assertThat(runtime.audit().processed()).isEqualTo(3);
        assertThat(runtime.audit().balanced()).isTrue();
    }

    @Test
    void nothing_happens_before_it_is_let() {
        Sent sent = runtime.tell(ALICE, new Deposit(500));

        assertThat(sent.isDurable()).isFalse();
        assertThat(runtime.step()).isTrue();
        assertThat(sent.receipt().duplicate()).isFalse();
        assertThat(sent.isDurable()).isTrue();
        assertThat(runtime.step()).isFalse();
    }

    @Test
    void a_question_gets_its_reply_or_the_reason_of_its_rejection() {
        runtime.tell(ALICE, new Deposit(500));

        Asked<Balance> asked = runtime.ask(ALICE, new GetBalance(), Balance.class);
        Asked<Balance> refused = runtime.ask(ALICE, new Transfer("bob", 501), Balance.class);

        assertThat(asked.reply()).isEqualTo(new Balance(500, 1));
        assertThat(asked.rejection()).isEmpty();
        assertThat(refused.rejection()).contains("insufficient funds");
        assertThatExceptionOfType(MessageRejectedException.class).isThrownBy(refused::reply);
    }

    @Test
    void code_that_sends_gets_stages_that_complete_on_the_tests_thread() {
        List<Thread> threads = new ArrayList<>();
        CompletionStage<Receipt> told = runtime.ref(Town.ACCOUNT, "alice").tell(new Deposit(5));
        CompletionStage<Balance> asked =
                runtime.ref(Town.ACCOUNT, "alice").ask(new GetBalance(), Balance.class, Duration.ofSeconds(5));
        told.thenRun(() -> threads.add(Thread.currentThread()));

        runtime.runUntilIdle();

        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(asked).isCompletedWithValue(new Balance(5, 1));
    }

    @Test
    void the_state_of_an_event_sourced_actor_has_all_its_events() {
        for (int number = 1; number <= 250; number++) {
            runtime.tell(TALLY, new Add(number));
        }

        assertThat(runtime.stateOf(TALLY, Sum.class).orElseThrow().total()).isEqualTo(250 * 251 / 2);
        assertThat(runtime.stateOf(Town.TALLY.ref("other"), Sum.class)).isEmpty();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> runtime.stateOf(TALLY, Balance.class))
                .withMessageContaining("the state of tally/t is not a");
    }

    @Test
    void a_failing_message_is_tried_again_with_backoff_and_then_is_a_dead_letter() {
        Sent poison = runtime.tell(SHOP, new Poison());
        runtime.tell(SHOP, new Order("bread"));
        runtime.runUntilIdle();
        assertThat(runtime.waitingFor(SHOP)).containsExactly(new Poison(), new Order("bread"));

        runtime.advance(Town.FIRST_BACKOFF.minusMillis(1));
        assertThat(runtime.mailboxOf(SHOP.id()).get(0).attempts()).isEqualTo(1);
        runtime.advance(Duration.ofMillis(1));
        assertThat(runtime.mailboxOf(SHOP.id()).get(0).attempts()).isEqualTo(2);
        runtime.advance(Duration.ofMinutes(1));

        assertThat(runtime.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(poison.receipt().id());
            assertThat(letter.attempts()).isEqualTo(3);
            assertThat(letter.reason()).contains("poisoned");
        });
        assertThat(runtime.stateOf(SHOP, Orders.class)).contains(new Orders(List.of("bread by post")));
    }

    @Test
    void a_dead_letter_can_be_redriven_and_discarded() {
        runtime.tell(SHOP, new Poison());
        runtime.advance(Duration.ofMinutes(1));
        DeadLetter letter = runtime.deadLetters().get(0);

        assertThat(runtime.redrive(letter.id())).isTrue();
        assertThat(runtime.deadLetters()).isEmpty();
        assertThat(runtime.waitingFor(SHOP)).containsExactly(new Poison());
        runtime.advance(Duration.ofMinutes(1));
        assertThat(runtime.deadLetters()).hasSize(1);

        assertThat(runtime.discard(letter.id())).isTrue();
        assertThat(runtime.discard(letter.id())).isFalse();
        assertThat(runtime.deadLetters()).isEmpty();
        assertThat(runtime.audit().purged()).isEqualTo(1);
    }

    @Test
    void a_timer_is_never_early_and_fires_once() {
        Recipient<Town.Ringing> bell = Town.BELL.ref("church");
        Instant set = runtime.now();
        runtime.tell(bell, new RingIn(60_000));

        runtime.advance(Duration.ofMillis(59_999));
        assertThat(runtime.stateOf(bell, Rung.class)).isEmpty();
        runtime.advance(Duration.ofMillis(1));

        runtime.advance(Duration.ofHours(5));
        assertThat(runtime.stateOf(bell, Rung.class)).contains(new Rung(List.of(set.plusMillis(60_000))));
    }

    @Test
    void paused_delivery_keeps_the_messages_in_order() {
        runtime.pauseDelivery(TALLY);
        for (int number = 1; number <= 5; number++) {
            assertThat(runtime.tell(TALLY, new Add(number)).receipt()).isNotNull();
        }
        assertThat(runtime.waitingFor(TALLY))
                .containsExactly(new Add(1), new Add(2), new Add(3), new Add(4), new Add(5));
        runtime.crashAndRestart();
        runtime.tell(TALLY, new Add(6));
        assertThat(runtime.mailboxOf(TALLY.id())).hasSize(6);

        runtime.resumeDelivery(TALLY);

        assertThat(runtime.stateOf(TALLY, Sum.class)).contains(new Sum(21, List.of(1, 2, 3, 4, 5, 6)));
    }

    @Test
    void a_question_to_a_paused_actor_is_not_answered_until_it_is_resumed() {
        runtime.pauseDelivery(ALICE.id());
        Asked<Balance> asked = runtime.ask(ALICE, new GetBalance(), Balance.class);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(asked::reply)
                .withMessageContaining("there is not yet an answer from account/alice");
        runtime.resumeDelivery(ALICE.id());

        assertThat(asked.reply()).isEqualTo(new Balance(0, 0));
    }

    @Test
    void an_event_reaches_every_subscriber() {
        runtime.tell(SHOP, new Announce("sale"));

        assertThat(runtime.stateOf(Town.READER.ref("ada"), Seen.class)).contains(new Seen(List.of("sale")));
        assertThat(runtime.stateOf(Town.READER.ref("bob"), Seen.class)).contains(new Seen(List.of("sale")));
    }

    @Test
    void a_repeat_under_the_same_key_is_recognised_and_a_misuse_of_the_key_refused() {
        SendOptions keyed = SendOptions.defaults().withKey("payment-1");
        Receipt first = runtime.tell(ALICE, new Deposit(5), keyed).receipt();

        Receipt repeat = runtime.tell(ALICE, new Deposit(5), keyed).receipt();

        assertThat(repeat).isEqualTo(new Receipt(first.id(), true));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> runtime.tell(ALICE, new Deposit(6), keyed).receipt())
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.KEY_REUSED));
        assertThat(runtime.stateOf(ALICE, Balance.class)).contains(new Balance(5, 1));
        assertThat(runtime.statusOf(ALICE.id(), "payment-1").orElseThrow().state())
                .isEqualTo(MessageState.PROCESSED);
    }

    @Test
    void what_never_comes_to_rest_fails_and_shows_what_it_does() {
        runtime.tell(SHOP, new Again());

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(runtime::runUntilIdle)
                .withMessageContaining("not idle after 100000 steps at 2030-01-01T00:00:00Z")
                .withMessageContaining("hands over to shop/corner");
    }

    @Test
    void the_same_test_takes_the_same_steps() {
        assertThat(stepsOfATransfer()).isEqualTo(stepsOfATransfer());
    }

    private static int stepsOfATransfer() {
        TestRuntime fresh = TestRuntime.of(new Town());
        fresh.tell(ALICE, new Deposit(500));
        fresh.tell(ALICE, new Transfer("bob", 200));
        int steps = 0;
        while (fresh.step()) {
            steps++;
        }
        return steps;
    }

    @Test
    void the_report_shows_what_waits_and_what_died() {
        assertThat(runtime.report()).contains("no mailbox has anything waiting").contains("no dead letters");
        runtime.tell(SHOP, new Poison());
        runtime.advance(Duration.ofMinutes(1));
        runtime.pauseDelivery(TALLY);
        runtime.tell(TALLY, new Add(7));

        assertThat(runtime.report())
                .contains("at 2030-01-01T00:01:00Z")
                .contains("tally/t: 1 waiting, paused\n    Add {\"number\":7}")
                .contains("shop/corner: Poison {}, after 3 attempts: IllegalStateException: poisoned");
    }

    @Test
    void mistakes_are_named() {
        Recipient<Banking> nobody = ActorType.of("nobody", Banking.class).ref("n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> runtime.tell(nobody, new Deposit(1)))
                .withMessageContaining("no actor type 'nobody' is registered");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> runtime.advance(Duration.ofMillis(-1)))
                .withMessageContaining("backwards");
        assertThat(TestRuntime.of(new Registry(), 1).stateOf(new ActorId("nobody", "n"), Balance.class))
                .isEqualTo(Optional.empty());
    }
}
