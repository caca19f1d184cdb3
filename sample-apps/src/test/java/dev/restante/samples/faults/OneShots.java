package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Clients that number what they send and never send anything twice: without keys, with some among it that is refused. What has a receipt
 * must be applied, what was refused must not be, and what got neither may be.
 */
final class OneShots implements Workload {

    private static final int ONE_IN_THIS_IS_UNFIT = 200;

    /** What does not fit the recorder, each for another reason. */
    private static final List<String> UNFIT = List.of(
            "{\"to\":\"recorder/unfit\",\"message\":\"Recrod\",\"body\":{\"sender\":\"%s\",\"n\":%d}}",
            "{\"to\":\"recrder/unfit\",\"message\":\"Record\",\"body\":{\"sender\":\"%s\",\"n\":%d}}",
            "{\"to\":\"recorder/unfit\",\"message\":\"Record\",\"body\":{\"sender\":\"%s\",\"n\":\"%d\"x}}",
            "{\"to\":\"recorder/unfit\",\"message\":\"Record\",\"body\":[{\"sender\":\"%s\",\"n\":%d}]}");

    /** What a message looks like. */
    private interface Form {
        String line(String sender, int n);
    }

    private final String recorder;
    private final List<Sender> senders = new ArrayList<>();

    private OneShots(String recorder, int clients, int batch, Form form, long seed) {
        this.recorder = recorder;
        for (int i = 0; i < clients; i++) {
            senders.add(new Sender("o" + i, batch, form, new Random(seed * 37 + i)));
        }
    }

    /** Numbers for one recorder, so many in a request. */
    static OneShots recorded(String recorder, int clients, int batch, long seed) {
        Form form = (sender, n) ->
                Line.unkeyed("recorder/" + recorder, "Record", "{\"sender\":\"" + sender + "\",\"n\":" + n + "}");
        return new OneShots(recorder, clients, batch, form, seed);
    }

    /** Numbers that one misbehaving actor records, after so long for each. */
    static OneShots lingering(String actor, long millis, int clients, int batch, long seed) {
        Form form = (sender, n) -> Line.unkeyed(
                "misbehaving/" + actor,
                "Linger",
                "{\"sender\":\"" + sender + "\",\"n\":" + n + ",\"millis\":" + millis + "}");
        return new OneShots(actor, clients, batch, form, seed);
    }

    @Override
    public List<Client> clients() {
        return Collections.unmodifiableList(senders);
    }

    @Override
    public Findings check(Connection connection) throws IOException, InterruptedException {
        JsonNode records =
                connection.get("/actors/recorder/" + recorder).path("state").path("senders");
        Findings findings = Findings.NONE;
        for (Sender sender : senders) {
            for (Series series : sender.series) {
                findings = findings.plus(series.compare(records.path(series.name)));
            }
        }
        return findings;
    }

    /** One client. Its fields belong to its thread while that runs. */
    private static final class Sender implements Client {

        private final String name;
        private final int batch;
        private final Form form;
        private final Random random;
        private final List<Series> series = new ArrayList<>();

        Sender(String name, int batch, Form form, Random random) {
            this.name = name;
            this.batch = batch;
            this.form = form;
            this.random = random;
        }

        @Override
        public void run(Load load) throws InterruptedException {
            Connection connection = load.connect();
            Series current = nextSeries();
            while (load.goesOn()) {
                int before = current.last;
                List<String> lines = new ArrayList<>();
                for (int i = 0; i < batch; i++) {
                    lines.add(current.nextLine(form, random));
                }
                List<JsonNode> answers = load.send(connection, lines);
                if (answers.isEmpty()) {
                    // What is under way now may come after what another connection sends: no order is promised between
                    // them.
                    current = nextSeries();
                    Load.pause();
                } else {
                    current.note(before, answers);
                }
            }
        }

        private Series nextSeries() {
            Series next = new Series(name + "." + series.size());
            series.add(next);
            return next;
        }
    }

    /** Numbers from 1 up, under one name, sent over one connection one batch after the other. */
    private static final class Series {

        private final String name;
        private final BitSet accepted = new BitSet();
        private final BitSet refused = new BitSet();
        private int last;

        Series(String name) {
            this.name = name;
        }

        String nextLine(Form form, Random random) {
            last++;
            if (random.nextInt(ONE_IN_THIS_IS_UNFIT) == 0) {
                return UNFIT.get(random.nextInt(UNFIT.size())).formatted(name, last);
            }
            return form.line(name, last);
        }

        void note(int before, List<JsonNode> answers) {
            for (int i = 0; i < answers.size(); i++) {
                JsonNode answer = answers.get(i);
                int status = answer.path("status").asInt();
                if (answer.has("id")) {
                    accepted.set(before + 1 + i);
                } else if (status >= 400 && status < 500) {
                    refused.set(before + 1 + i);
                }
            }
        }

        Findings compare(JsonNode record) {
            BitSet applied = new BitSet();
            for (JsonNode range : record.path("seen").path("ranges")) {
                applied.set(range.path("from").asInt(), range.path("to").asInt() + 1);
            }
            BitSet lost = (BitSet) accepted.clone();
            lost.andNot(applied);
            BitSet wrong = (BitSet) refused.clone();
            wrong.and(applied);
            return new Findings(
                    last,
                    accepted.cardinality(),
                    applied.cardinality(),
                    refused.cardinality(),
                    lost.cardinality(),
                    record.path("duplicates").asLong(),
                    record.path("outOfOrder").asLong(),
                    wrong.cardinality());
        }
    }
}
