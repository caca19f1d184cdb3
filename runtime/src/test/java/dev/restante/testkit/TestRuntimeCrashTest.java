package dev.restante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.restante.Receipt;
import dev.restante.Recipient;
import dev.restante.SendOptions;
import dev.restante.UnknownOutcomeException;
import dev.restante.testkit.Town.Add;
import dev.restante.testkit.Town.Balance;
import dev.restante.testkit.Town.Banking;
import dev.restante.testkit.Town.Deposit;
import dev.restante.testkit.Town.Sum;
import dev.restante.testkit.Town.Transfer;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class TestRuntimeCrashTest {

    private static final Recipient<Banking> ALICE = Town.ACCOUNT.ref("alice");
    private static final Recipient<Banking> BOB = Town.ACCOUNT.ref("bob");
    private static final SendOptions KEYED = SendOptions.defaults().withKey("transfer-1");

    @Test
    void a_transfer_survives_a_crash_at_every_step() {
        atEveryStep(steps -> {
            TestRuntime runtime = rich();
            runtime.tell(ALICE, new Transfer("bob", 200), KEYED);
            boolean more = takeSteps(runtime, steps);

            runtime.crashAndRestart();
            runtime.tell(ALICE, new Transfer("bob", 200), KEYED);

            assertTransferredOnce(runtime, "a crash after step " + steps);
            return more;
        });
    }

    @Test
    void a_transfer_survives_a_crash_at_every_step_of_the_recovery_from_another() {
        atEveryStep(steps -> {
            TestRuntime runtime = rich();
            Sent sent = runtime.tell(ALICE, new Transfer("bob", 200));
            while (!sent.isDurable()) {
                runtime.step();
            }
            runtime.crashAndRestart();
            boolean more = takeSteps(runtime, steps);

            runtime.crashAndRestart();

            assertTransferredOnce(runtime, "a second crash after step " + steps);
            return more;
        });
    }

    @Test
    void what_has_a_receipt_needs_no_repeat_and_the_rest_is_done_or_not_at_all() {
        atEveryStep(steps -> {
            TestRuntime runtime = rich();
            Sent sent = runtime.tell(ALICE, new Transfer("bob", 200));
            boolean more = takeSteps(runtime, steps);
            boolean durable = sent.isDurable();

            runtime.crashAndRestart();

            long alice = cents(runtime, ALICE);
            long bob = cents(runtime, BOB);
            assertThat(alice + bob).as("a crash after step " + steps).isEqualTo(500);
            assertThat(bob).as("a crash after step " + steps).isIn(durable ? 200L : 0L, 200L);
            assertThat(runtime.audit().balanced()).isTrue();
            return more;
        });
    }

    @Test
    void a_sender_learns_nothing_of_what_a_crash_interrupted() {
        TestRuntime runtime = rich();
        Sent sent = runtime.tell(ALICE, new Deposit(1));
        Asked<Balance> asked = runtime.ask(ALICE, new Town.GetBalance(), Balance.class);

        runtime.crashAndRestart();

        assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(sent::receipt);
        assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(asked::reply);
    }

    @Test
    void a_repeat_after_a_restart_gets_the_first_outcome() {
        TestRuntime runtime = rich();
        Receipt first = runtime.tell(ALICE, new Transfer("bob", 200), KEYED).receipt();
        runtime.runUntilIdle();

        runtime.crashAndRestart();
        Receipt repeat = runtime.tell(ALICE, new Transfer("bob", 200), KEYED).receipt();

        assertThat(repeat).isEqualTo(new Receipt(first.id(), true));
        assertThat(runtime.statusOf(ALICE.id(), "transfer-1").orElseThrow().reply())
                .hasValueSatisfying(
                        reply -> assertThat(reply.toString()).isEqualTo("Balance {\"cents\":300,\"applied\":2}"));
        assertTransferredOnce(runtime, "a repeat");
    }

    @Test
    void a_timer_survives_a_crash_and_is_not_early_after_it() {
        TestRuntime runtime = TestRuntime.of(new Town());
        Recipient<Town.Ringing> bell = Town.BELL.ref("church");
        runtime.tell(bell, new Town.RingIn(60_000));
        runtime.advance(Duration.ofSeconds(30));

        runtime.crashAndRestart();
        runtime.advance(Duration.ofMillis(29_999));
        assertThat(runtime.stateOf(bell, Town.Rung.class)).isEmpty();
        runtime.advance(Duration.ofMillis(1));

        assertThat(runtime.stateOf(bell, Town.Rung.class).orElseThrow().times()).hasSize(1);
    }

    @Test
    void what_is_recovered_comes_from_checkpoint_rows_and_log() {
        TestRuntime runtime = TestRuntime.of(new Town());
        for (int round = 0; round < 10; round++) {
            for (int number = 0; number < 100; number++) {
                runtime.tell(Town.TALLY.ref("t"), new Add(1));
            }
            runtime.runUntilIdle();
            runtime.crashAndRestart();
        }

        assertThat(runtime.stateOf(Town.TALLY.ref("t"), Sum.class).orElseThrow().total())
                .isEqualTo(1000);
        assertThat(runtime.audit().processed()).isEqualTo(1000);
    }

    private static TestRuntime rich() {
        TestRuntime runtime = TestRuntime.of(new Town());
        runtime.tell(ALICE, new Deposit(500)).receipt();
        runtime.runUntilIdle();
        return runtime;
    }

    /** Crashes after no step, after one, and so on, until there is none left to crash after. */
    private static void atEveryStep(IntPredicate crash) {
        int steps = 0;
        while (crash.test(steps)) {
            steps++;
        }
        assertThat(steps).isGreaterThan(10);
    }

    /** Whether there were as many. */
    private static boolean takeSteps(TestRuntime runtime, int steps) {
        for (int taken = 0; taken < steps; taken++) {
            if (!runtime.step()) {
                return false;
            }
        }
        return true;
    }

    private static long cents(TestRuntime runtime, Recipient<Banking> account) {
        return runtime.stateOf(account, Balance.class).map(Balance::cents).orElse(0L);
    }

    private static void assertTransferredOnce(TestRuntime runtime, String after) {
        assertThat(runtime.stateOf(ALICE, Balance.class)).as(after).contains(new Balance(300, 2));
        assertThat(runtime.stateOf(BOB, Balance.class)).as(after).contains(new Balance(200, 1));
        assertThat(runtime.audit().balanced()).as(after).isTrue();
        assertThat(runtime.audit().pending()).as(after).isZero();
    }
}
