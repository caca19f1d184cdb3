package dev.restante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.restante.Recipient;
import dev.restante.testkit.Town.Balance;
import dev.restante.testkit.Town.Banking;
import dev.restante.testkit.Town.Deposit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class TestRuntimeExtensionTest {

    private static final Recipient<Banking> ALICE = Town.ACCOUNT.ref("alice");

    @RegisterExtension
    static final TestRuntimeExtension RUNTIME = TestRuntimeExtension.of(new Town());

    @BeforeEach
    void deposit(TestRuntime runtime) {
        runtime.tell(ALICE, new Deposit(500));
    }

    @Test
    void a_test_shares_its_runtime_with_what_runs_before_it(TestRuntime runtime) {
        assertThat(runtime.stateOf(ALICE, Balance.class)).contains(new Balance(500, 1));
    }

    @Test
    void each_test_has_a_runtime_of_its_own(TestRuntime runtime) {
        assertThat(runtime.stateOf(ALICE, Balance.class)).contains(new Balance(500, 1));
    }

    @Test
    void a_failure_shows_what_waits_and_what_died() {
        Throwable failure = failureOf(Failing.class);

        assertThat(failure).hasMessage("as the test wants it");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(report -> assertThat(report)
                        .hasMessageContaining("account/alice: 1 waiting, paused")
                        .hasMessageContaining("no dead letters"));
    }

    @Test
    void a_failure_is_not_lost_when_the_runtime_cannot_be_described() {
        Throwable failure = failureOf(Restless.class);

        assertThat(failure).hasMessageContaining("not idle");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(report -> assertThat(report).hasMessageContaining("cannot be described"));
    }

    private static Throwable failureOf(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request().selectors(selectClass(tests)).build(), listener);
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getFailures()).hasSize(1);
        return summary.getFailures().get(0).getException();
    }

    static class Failing {

        @RegisterExtension
        final TestRuntimeExtension extension = TestRuntimeExtension.of(() -> TestRuntime.of(new Town()));

        @Test
        void fails(TestRuntime runtime) {
            runtime.pauseDelivery(ALICE);
            runtime.tell(ALICE, new Deposit(1));
            throw new AssertionError("as the test wants it");
        }
    }

    static class Restless {

        @RegisterExtension
        final TestRuntimeExtension extension = TestRuntimeExtension.of(new Town());

        @Test
        void never_rests(TestRuntime runtime) {
            runtime.tell(Town.SHOP.ref("corner"), new Town.Again());
            runtime.runUntilIdle();
        }
    }
}
