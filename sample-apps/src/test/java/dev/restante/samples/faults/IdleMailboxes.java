package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Very many actors that get one message each, and are looked at by chance. Used by one thread. */
final class IdleMailboxes implements Workload {

    private static final int BATCH = 2_000;
    private static final int LOOKED_AT = 300;

    private final int count;
    private final Random random;
    private int filled;

    IdleMailboxes(int count, long seed) {
        this.count = count;
        random = new Random(seed);
    }

    @Override
    public List<Client> clients() {
        return List.of();
    }

    void fill(Load load) throws InterruptedException {
        Connection connection = load.connect();
        while (filled < count) {
            List<String> lines = new ArrayList<>();
            for (int i = filled; i < filled + BATCH; i++) {
                lines.add(Line.keyed("recorder/idle-" + i, "Record", "only", "{\"sender\":\"one\",\"n\":1}"));
            }
            load.sendUntilAccepted(connection, lines);
            filled += BATCH;
        }
    }

    @Override
    public Findings check(Connection connection) throws IOException, InterruptedException {
        long missing = 0;
        for (int i = 0; i < LOOKED_AT; i++) {
            JsonNode status = connection.get("/actors/recorder/idle-" + random.nextInt(count));
            missing += status.path("processed").asLong() == 1 ? 0 : 1;
        }
        return new Findings(filled, filled, filled - missing, 0, missing, 0, 0, 0);
    }
}
