package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Clients that move money and send a good part of those messages more than once, each under a key of its own. */
final class Transfers implements Workload {

    private static final int ACCOUNTS = 20;
    private static final int OPENING_CENTS = 1_000;
    private static final int MOVERS = 4;
    private static final int BATCH = 25;
    private static final int REPEATED_AT_ONCE = 500;

    private final List<Mover> movers = new ArrayList<>();

    Transfers(long seed) {
        for (int i = 0; i < MOVERS; i++) {
            movers.add(new Mover(i, new Random(seed * 31 + i)));
        }
    }

    @Override
    public void prepare(Load load) throws InterruptedException {
        List<String> deposits = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            deposits.add(Line.keyed("account/a" + account, "Deposit", "opening", "{\"cents\":" + OPENING_CENTS + "}"));
        }
        load.sendUntilAccepted(load.connect(), deposits);
    }

    @Override
    public List<Client> clients() {
        return Collections.unmodifiableList(movers);
    }

    @Override
    public Findings check(Connection connection) throws IOException, InterruptedException {
        long expected = (long) ACCOUNTS * OPENING_CENTS;
        for (Mover mover : movers) {
            expected += mover.deposited;
        }
        long wrong = Math.abs(balances(connection) - expected);
        Findings findings = new Findings(0, 0, 0, 0, 0, 0, 0, wrong);
        for (Mover mover : movers) {
            findings = findings.plus(mover.check(connection));
        }
        return findings;
    }

    private static long balances(Connection connection) throws IOException, InterruptedException {
        long sum = 0;
        for (int account = 0; account < ACCOUNTS; account++) {
            sum += connection
                    .get("/actors/account/a" + account)
                    .path("state")
                    .path("cents")
                    .asLong();
        }
        return sum;
    }

    /** One client. Its fields belong to its thread while that runs. */
    private static final class Mover implements Client {

        private final int number;
        private final Random random;
        private final List<String> sent = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private long deposited;
        private long changedIds;

        Mover(int number, Random random) {
            this.number = number;
            this.random = random;
        }

        @Override
        public void run(Load load) throws InterruptedException {
            Connection connection = load.connect();
            while (load.goesOn()) {
                List<Integer> batch = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                    boolean repeats = !sent.isEmpty() && random.nextInt(4) == 0;
                    batch.add(repeats ? random.nextInt(sent.size()) : add());
                }
                List<JsonNode> receipts = load.sendUntilAccepted(
                        connection, batch.stream().map(sent::get).toList());
                for (int i = 0; i < BATCH; i++) {
                    note(batch.get(i), receipts.get(i).path("id").asText());
                }
            }
        }

        private int add() {
            String key = "t-" + number + "-" + sent.size();
            sent.add(random.nextInt(5) == 0 ? newDeposit(key) : newTransfer(key));
            ids.add("");
            return sent.size() - 1;
        }

        /** Money from nowhere, so that a message that takes effect twice shows in the sum. */
        private String newDeposit(String key) {
            int cents = 1 + random.nextInt(OPENING_CENTS);
            deposited += cents;
            return Line.keyed("account/a" + random.nextInt(ACCOUNTS), "Deposit", key, "{\"cents\":" + cents + "}");
        }

        /** Some are more than an account has, and are rejected. */
        private String newTransfer(String key) {
            int from = random.nextInt(ACCOUNTS);
            int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            int cents = 1 + random.nextInt(OPENING_CENTS / 2);
            return Line.keyed("account/a" + from, "Transfer", key, "{\"to\":\"a" + to + "\",\"cents\":" + cents + "}");
        }

        private void note(int index, String id) {
            String before = ids.set(index, id);
            if (!before.isEmpty() && !before.equals(id)) {
                changedIds++;
            }
        }

        /** Sends everything once more: a repeat that is not known as one has lost its first, or takes effect a second time. */
        Findings check(Connection connection) throws IOException, InterruptedException {
            long unknown = 0;
            long changed = changedIds;
            for (int from = 0; from < sent.size(); from += REPEATED_AT_ONCE) {
                int to = Math.min(sent.size(), from + REPEATED_AT_ONCE);
                List<JsonNode> answers = connection.send(sent.subList(from, to));
                for (int i = from; i < to; i++) {
                    JsonNode answer = answers.get(i - from);
                    boolean known = answer.path("duplicate").asBoolean();
                    unknown += known ? 0 : 1;
                    changed += known && !answer.path("id").asText().equals(ids.get(i)) ? 1 : 0;
                }
            }
            long acked = sent.size();
            return new Findings(acked, acked, acked - unknown, 0, unknown, changed, 0, 0);
        }
    }
}
