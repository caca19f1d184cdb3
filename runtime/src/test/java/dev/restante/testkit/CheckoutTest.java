package dev.restante.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.Recipient;
import dev.restante.Registry;
import dev.restante.testkit.Checkout.Books;
import dev.restante.testkit.Checkout.CardService;
import dev.restante.testkit.Checkout.Message;
import dev.restante.testkit.Checkout.Pay;
import org.junit.jupiter.api.Test;

/** The bug that docs/testing.md tells of: tests of one step pass, and a simulation finds it. */
class CheckoutTest {

    private static final Recipient<Message> TILL = Checkout.TYPE.ref("till-1");

    private final CardService cards = new CardService();

    @Test
    void a_card_charged_without_a_key_passes_step_by_step() {
        var till = BehaviorTestKit.of(Checkout.TYPE, Checkout.withoutKeys(cards));

        Object request = till.deliver(new Pay(500)).calls().get(0);
        till.deliver(till.call(request));

        assertThat(till.state()).isEqualTo(new Books(500, 500));
        assertThat(cards.cents()).isEqualTo(500);
    }

    @Test
    void a_card_charged_without_a_key_passes_where_nothing_goes_wrong() {
        var runtime = TestRuntime.of(new Registry().add(Checkout.TYPE, Checkout.withoutKeys(cards)));

        runtime.tell(TILL, new Pay(500));

        assertThat(runtime.stateOf(TILL, Books.class)).contains(new Books(500, 500));
        assertThat(cards.cents()).isEqualTo(500);
    }

    @Test
    void a_card_charged_without_a_key_is_found_to_be_charged_twice() {
        Simulation simulation = Simulation.of(() -> new Registry().add(Checkout.TYPE, Checkout.withoutKeys(cards)));

        assertThatThrownBy(() -> simulation.run(this::payFiveTimes, this::checkWhatWasCharged))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[charged to the card]")
                .hasMessageContaining("expected: 2500L")
                .hasMessageFindingMatch("It takes no more than [A-Z_]+ \\d+;");
    }

    @Test
    void a_card_charged_under_the_key_of_the_call_is_charged_once() {
        Simulation.of(() -> new Registry().add(Checkout.TYPE, Checkout.behavior(cards)))
                .run(this::payFiveTimes, this::checkWhatWasCharged);
    }

    private void payFiveTimes(SimulatedCluster cluster) {
        cards.reset();
        for (int payment = 1; payment <= 5; payment++) {
            cluster.client("customer").tell(TILL, new Pay(500), "payment-" + payment);
        }
    }

    private void checkWhatWasCharged(CommittedStates states) {
        assertThat(states.stateOf(TILL, Books.class)).contains(new Books(2_500, 2_500));
        assertThat(cards.cents()).as("charged to the card").isEqualTo(2_500);
    }
}
