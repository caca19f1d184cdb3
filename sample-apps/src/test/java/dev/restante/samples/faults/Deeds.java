package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Work for one misbehaving actor, numbered from 1, with deeds among it that must not be its end. Used by one thread.
 */
final class Deeds implements Workload {

    private static final int CARRIED_AT_ONCE = 20;

    private final String key;
    private long last;
    private long others;

    Deeds(String key) {
        this.key = key;
    }

    @Override
    public List<Client> clients() {
        return List.of();
    }

    /** Sends {@code count} numbers, and gets their receipts. */
    void work(Load load, int count) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            last++;
            lines.add(line("Work", "w-" + last, "{\"n\":" + last + "}"));
        }
        load.sendUntilAccepted(load.connect(), lines);
    }

    /** Sends {@code count} numbers with {@code bytes} each, and gets their receipts. */
    void carry(Load load, int count, int bytes) throws InterruptedException {
        String heavy = "x".repeat(bytes);
        Connection connection = load.connect();
        for (int i = 0; i < count; i += CARRIED_AT_ONCE) {
            List<String> lines = new ArrayList<>();
            for (int k = 0; k < CARRIED_AT_ONCE; k++) {
                last++;
                lines.add(line("Carry", "w-" + last, "{\"load\":\"" + heavy + "\",\"n\":" + last + "}"));
            }
            load.sendUntilAccepted(connection, lines);
        }
    }

    void pause(Load load) throws IOException, InterruptedException {
        load.connect().operate("PUT", "/actors/misbehaving/" + key + "/pause");
    }

    void goOn(Load load) throws IOException, InterruptedException {
        load.connect().operate("DELETE", "/actors/misbehaving/" + key + "/pause");
    }

    /** Sends one other deed, and gets its receipt; its id. */
    String tell(Load load, String deed) throws InterruptedException {
        others++;
        List<JsonNode> receipts = load.sendUntilAccepted(load.connect(), List.of(line(deed, "d-" + others, "{}")));
        return receipts.get(0).path("id").asText();
    }

    private String line(String message, String messageKey, String body) {
        return Line.keyed("misbehaving/" + key, message, messageKey, body);
    }

    @Override
    public Findings check(Connection connection) throws IOException, InterruptedException {
        JsonNode report = connection
                .ask("/actors/recorder/" + key + "/Report", "{}")
                .path("reply")
                .path("senders")
                .path(Misbehaving.DEED);
        return Numbers.compare(last, report);
    }
}
