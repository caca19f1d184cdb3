package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.gateway.process.ChildNodeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Malformed, oversized and hostile input on every entrance of the HTTP interface (F15). */
@Tag("faults")
class HostileInputTest {

    private static final int REQUESTS = 3_000;
    private static final int HALF_OPEN = 200;
    private static final String JSON = "application/json";

    @TempDir
    Path folder;

    private final long seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);

    @Test
    void hostile_requests_hurt_neither_the_node_nor_its_other_clients() throws Exception {
        Intruder intruder = new Intruder(seed);
        Trial.of("F15 hostile requests", seed, folder)
                .clientsRest()
                .with(intruder)
                .run(scene -> {
                    URI address = scene.node().address().join();
                    long pid = scene.node().pid();
                    List<Socket> halfOpen = openHalf(address);
                    for (int i = 0; i < REQUESTS; i++) {
                        intruder.intrude(address);
                    }
                    sendOversized(intruder, address);
                    scene.count(intruder.sent() + halfOpen.size());
                    for (Socket socket : halfOpen) {
                        socket.close();
                    }
                    assertThat(ProcessHandle.of(pid)).isPresent();
                });
    }

    @Test
    void nothing_is_stored_without_a_receipt() throws Exception {
        System.out.println("F15: seed " + seed);
        ChildNodeSettings settings = ChildNodeSettings.of("recorder", folder);
        try (FaultyNode node = new FaultyNode(settings)) {
            Connection connection = new Connection(node, Trial.PATIENCE);
            Intruder intruder = new Intruder(seed);
            for (int i = 0; i < REQUESTS; i++) {
                intruder.intrude(node.address().join());
            }

            long accepted = connection.get("/audit").path("accepted").asLong();

            assertThat(accepted)
                    .as("seed %d, %d requests", seed, intruder.sent())
                    .isBetween(intruder.receipts(), intruder.receipts() + intruder.unanswered());
        }
    }

    /** Requests that begin and do not go on. */
    private static List<Socket> openHalf(URI address) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < HALF_OPEN; i++) {
            Socket socket = new Socket(InetAddress.getByName(address.getHost()), address.getPort());
            socket.getOutputStream().write(HostileRequests.bytes(record("half-open-" + i), JSON, 100, ""));
            sockets.add(socket);
        }
        return sockets;
    }

    private static void sendOversized(Intruder intruder, URI address) throws IOException {
        String large = "{\"sender\":\"" + "x".repeat(3 << 20) + "\",\"n\":1}";
        String deep = "{\"sender\":".repeat(100_000);
        String endless = "x".repeat(32 << 20);
        intruder.send(address, "large", HostileRequests.bytes(record("large"), JSON, large.length(), large));
        intruder.send(address, "deep", HostileRequests.bytes(record("deep"), JSON, deep.length(), deep));
        intruder.send(address, "announced", HostileRequests.bytes(record("announced"), JSON, Long.MAX_VALUE, ""));
        intruder.send(
                address,
                "endless",
                HostileRequests.bytes("POST /messages", "application/x-ndjson", endless.length(), endless));
    }

    private static String record(String actor) {
        return "POST /actors/recorder/" + actor + "/Record";
    }
}
