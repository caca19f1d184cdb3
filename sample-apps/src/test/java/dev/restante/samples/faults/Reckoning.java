package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Compares what clients were told with what is there, once nothing is under way any more. */
final class Reckoning {

    private final Entrance entrance;
    private final List<Workload> workloads;
    private final Duration patience;

    /** @param patience for what is under way to end */
    Reckoning(Entrance entrance, List<Workload> workloads, Duration patience) {
        this.entrance = entrance;
        this.workloads = workloads;
        this.patience = patience;
    }

    /** Fails when messages are not accounted for, or when other than {@code dead} have ended as dead letters. */
    Findings compare(long dead) throws IOException, InterruptedException {
        Connection connection = new Connection(entrance, patience);
        JsonNode audit = drained(connection);
        assertThat(audit.path("balanced").asBoolean()).as("%s", audit).isTrue();
        assertThat(audit.path("dead").asLong()).as("%s", audit).isEqualTo(dead);
        Findings findings = Findings.NONE;
        for (Workload workload : workloads) {
            Findings found = workload.check(connection);
            if (!found.clean()) {
                System.out.println(workload.getClass().getSimpleName() + " found " + found);
            }
            findings = findings.plus(found);
        }
        return findings;
    }

    private JsonNode drained(Connection connection) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            JsonNode audit = connection.get("/audit");
            if (audit.path("pending").asLong(1) + audit.path("delayed").asLong(1) == 0) {
                return audit;
            }
            assertThat(System.nanoTime()).as("still under way: %s", audit).isLessThan(deadline);
        }
    }
}
