package dev.restante.samples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.actors.topic.Topics;
import dev.restante.samples.payments.Fulfilment.Shipment;
import dev.restante.samples.payments.Fulfilment.Stage;
import dev.restante.samples.payments.Payment.Pay;
import dev.restante.testkit.CommittedStates;
import dev.restante.testkit.SimulatedCluster;
import dev.restante.testkit.Simulation;
import dev.restante.testkit.simulation.History;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Payments whose three subscribers book each of them once, on a cluster on which everything goes wrong, and with a carrier that fails. */
class PaymentsSimulationTest {

    private static final int PAYMENTS = 20;
    private static final List<String> MERCHANTS = List.of("books", "shoes");

    @Test
    void every_subscriber_books_every_payment_once_whatever_goes_wrong() {
        List<History> histories = Simulation.of(new Payments(), new Topics())
                .seeds(1, 25)
                .always(PaymentsSimulationTest::nothingIsBookedTwice)
                .run(PaymentsSimulationTest::pay, PaymentsSimulationTest::everythingIsBookedOnce);

        assertThat(histories.stream().mapToLong(history -> history.count("failed calls")))
                .as("calls that the carrier did not answer")
                .anyMatch(failed -> failed > 0);
    }

    private static void pay(SimulatedCluster cluster) {
        payments().limit(PAYMENTS / 2).forEach(id -> pay(cluster, id));
        cluster.failCalls();
        payments().skip(PAYMENTS / 2).forEach(id -> pay(cluster, id));
        cluster.advance(Duration.ofSeconds(5));
        cluster.resumeCalls();
    }

    private static void pay(SimulatedCluster cluster, String id) {
        Pay pay = new Pay(cluster.pick(MERCHANTS), cluster.between(1, 10_000), "EUR");
        cluster.client(pay.merchant()).tell(Payment.TYPE.ref(id), pay, id);
    }

    private static void nothingIsBookedTwice(CommittedStates states) {
        assertThat(counted(states).payments()).isLessThanOrEqualTo(PAYMENTS);
        assertThat(states.statesOf(Fulfilment.TYPE, Shipment.class).values())
                .allSatisfy(shipment -> assertThat(shipment.doubles()).isZero());
    }

    private static void everythingIsBookedOnce(CommittedStates states) {
        Takings booked = states.statesOf(Accounting.TYPE, Takings.class).values().stream()
                .reduce(Takings.NONE, Takings::plus);
        Checksum all = payments().reduce(Checksum.NONE, Checksum::plus, (one, other) -> one);

        assertThat(booked.payments()).isEqualTo(PAYMENTS);
        assertThat(booked.checksum()).isEqualTo(all);
        assertThat(counted(states)).isEqualTo(booked);
        assertThat(states.statesOf(Fulfilment.TYPE, Shipment.class))
                .hasSize(PAYMENTS)
                .allSatisfy((order, shipment) -> {
                    assertThat(shipment.stage()).isEqualTo(Stage.SHIPPED);
                    assertThat(shipment.shipments()).isEqualTo(1);
                });
    }

    /** What analytics has seen. */
    private static Takings counted(CommittedStates states) {
        return states.stateOf(Analytics.TYPE.ref("main"), Analytics.Totals.class)
                .map(Analytics.Totals::sum)
                .orElse(Takings.NONE);
    }

    private static Stream<String> payments() {
        return IntStream.rangeClosed(1, PAYMENTS).mapToObj(number -> "payment-" + number);
    }
}
