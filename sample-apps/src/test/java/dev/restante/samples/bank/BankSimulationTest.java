package dev.restante.samples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.Recipient;
import dev.restante.samples.bank.AccountMessage.Deposit;
import dev.restante.samples.bank.AccountMessage.Transfer;
import dev.restante.testkit.CommittedStates;
import dev.restante.testkit.SimulatedClient;
import dev.restante.testkit.SimulatedCluster;
import dev.restante.testkit.Simulation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transfers between accounts, each under a key and repeated, on a cluster on which everything goes wrong. */
class BankSimulationTest {

    private static final List<String> NAMES = List.of("anna", "bert", "cleo", "dora", "emil");
    private static final long OPENING = 1_000;
    private static final long ALL = OPENING * NAMES.size();

    @Test
    void transfers_neither_make_nor_lose_money_whatever_goes_wrong() {
        Simulation.of(new Bank())
                .seeds(1, 60)
                .always(BankSimulationTest::noMoneyIsMade)
                .run(
                        BankSimulationTest::transfers,
                        states -> assertThat(total(states)).isEqualTo(ALL));
    }

    private static void transfers(SimulatedCluster cluster) {
        NAMES.forEach(name -> cluster.client("teller").tell(account(name), new Deposit(OPENING), "opening-" + name));
        for (int number = 1; number <= 40; number++) {
            SimulatedClient client = cluster.client("client " + number % 4);
            Transfer transfer = new Transfer(cluster.pick(NAMES), cluster.between(1, 500));
            client.tell(account(cluster.pick(NAMES)), transfer, "transfer-" + number);
        }
    }

    /** What is on its way lies in mailboxes, so that accounts alone may hold less, but never more. */
    private static void noMoneyIsMade(CommittedStates states) {
        assertThat(total(states)).isLessThanOrEqualTo(ALL);
    }

    private static long total(CommittedStates states) {
        return states.statesOf(Account.TYPE, Balance.class).values().stream()
                .mapToLong(Balance::cents)
                .sum();
    }

    private static Recipient<AccountMessage> account(String name) {
        return Account.TYPE.ref(name);
    }
}
