package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
                findings = findings.plus(compare(sender.last, senderReports.path(sender.name)));
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
        private long last;

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
                load.sendUntilAccepted(connection, lines);
                last += BATCH;
            }
        }

        private String line(int recorder, long n) {
            String body = "{\"sender\":\"" + name + "\",\"n\":" + n + "}";
            return Line.keyed("recorder/r" + recorder, "Record", name + "-" + n, body);
        }
    }
}
