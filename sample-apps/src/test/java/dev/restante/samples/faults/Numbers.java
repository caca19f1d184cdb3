package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Clients that number what they send to recorders, and send each again under its key until it is accepted. */
final class Numbers implements Workload {

    private static final int RECORDERS = 3;
    private static final int SENDERS = 4;
    private static final int BATCH = 25;

    private final List<Sender> senders = new ArrayList<>();

    Numbers() {
        for (int i = 0; i < SENDERS; i++) {
            senders.add(new Sender("s" + i));
        }
    }

    @Override
    public List<Client> clients() {
        return Collections.unmodifiableList(senders);
    }

    @Override
    public Findings check(Connection connection) throws IOException, InterruptedException {
        Findings findings = Findings.NONE;
        for (int recorder = 0; recorder < RECORDERS; recorder++) {
            JsonNode senderReports = connection
                    .ask("/actors/recorder/r" + recorder + "/Report", "{}")
                    .path("reply")
                    .path("senders");
            for (Sender sender : senders) {
                findings = findings.plus(compare(sender.last, senderReports.path(sender.name))
                        .withLate(sender.overtaken.get(recorder).cardinality()));
            }
        }
        return findings;
    }

    /** Compares a recorder's report on a sender whose numbers, all up to {@code last}, were accepted. */
    static Findings compare(long last, JsonNode report) {
        long count = report.path("count").asLong();
        long lost = Math.max(0, last - count);
        long doubled = report.path("duplicates").asLong();
        long reordered = report.path("outOfOrder").asLong();
        return new Findings(last, last, count, 0, lost, doubled, reordered, Math.max(0, count - last));
    }

    /** One client. Its fields belong to its thread while that runs. */
    private static final class Sender implements Client {

        private final String name;

        /** By recorder: numbers that were refused once while a later one was accepted, and come late without breaking a promise. */
        private final List<BitSet> overtaken =
                Stream.generate(BitSet::new).limit(RECORDERS).toList();

        private int last;

        Sender(String name) {
            this.name = name;
        }

        @Override
        public void run(Load load) throws InterruptedException {
            Connection connection = load.connect();
            while (load.goesOn()) {
                List<String> lines = new ArrayList<>();
                for (int i = 1; i <= BATCH; i++) {
                    for (int recorder = 0; recorder < RECORDERS; recorder++) {
                        lines.add(line(recorder, last + i));
                    }
                }
                load.sendUntilAccepted(connection, lines, this::noteOvertaken);
                last += BATCH;
            }
        }

        private void noteOvertaken(List<JsonNode> answers) {
            if (answers.isEmpty()) {
                return;
            }
            for (int recorder = 0; recorder < RECORDERS; recorder++) {
                boolean laterAccepted = false;
                for (int i = BATCH; i >= 1; i--) {
                    boolean accepted =
                            answers.get((i - 1) * RECORDERS + recorder).has("id");
                    laterAccepted |= accepted;
                    if (laterAccepted && !accepted) {
                        overtaken.get(recorder).set(last + i);
                    }
                }
            }
        }

        private String line(int recorder, long n) {
            String body = "{\"sender\":\"" + name + "\",\"n\":" + n + "}";
            return Line.keyed("recorder/r" + recorder, "Record", name + "-" + n, body);
        }
    }
}
