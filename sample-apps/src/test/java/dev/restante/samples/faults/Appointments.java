package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Messages that are due at a time of the node's clock, and fail when they come early. Used by one thread. */
final class Appointments implements Workload {

    private static final String KEY = "appointments";

    private long last;

    @Override
    public List<Client> clients() {
        return List.of();
    }

    /** Makes {@code count} appointments, and gets their receipts. */
    void make(Load load, Instant at, int count) throws IOException, InterruptedException {
        Connection connection = load.connect();
        for (int i = 0; i < count; i++) {
            last++;
            String path = "/actors/misbehaving/" + KEY + "/Appointment?at=" + at;
            String body = "{\"at\":\"" + at + "\",\"n\":" + last + "}";
            while (!connection.post(path, "a-" + last, body)) {
                Load.pause();
            }
        }
    }

    /** They need not come in the order in which they were made. */
    @Override
    public Findings check(Connection connection) throws IOException, InterruptedException {
        JsonNode report = connection
                .ask("/actors/recorder/" + KEY + "/Report", "{}")
                .path("reply")
                .path("senders")
                .path(Misbehaving.DEED);
        Findings inOrder = Numbers.compare(last, report);
        return inOrder.plus(new Findings(0, 0, 0, 0, 0, 0, -inOrder.reordered(), 0));
    }
}
