package dev.restante.samples.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sends what no well-meant client sends, each time to another actor, and knows what of it was refused. Used by one thread. */
final class Intruder implements Workload {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3})", Pattern.MULTILINE);

    /** The receipt of a message, or the answer of a topic: who asks one or changes its subscriptions sends it a message. */
    private static final Pattern RECEIPT =
            Pattern.compile("\"duplicate\":false|\"published\":\\d+,\"subscriptions\"|subscription-refused");

    private final long seed;
    private final HostileRequests requests;
    private final List<String> refused = new ArrayList<>();
    private long sent;
    private long receipts;
    private long unanswered;

    Intruder(long seed) {
        this.seed = seed;
        requests = new HostileRequests(seed);
    }

    @Override
    public List<Client> clients() {
        return List.of();
    }

    /** Sends one damaged request and reads whatever comes back; fails on an error of the node's own. */
    void intrude(URI node) throws IOException {
        String actor = Long.toHexString(seed) + "-" + Long.toHexString(0x1000_0000L + sent);
        send(node, actor, requests.next(actor));
    }

    /** Sends {@code request}, which names {@code actor}. */
    void send(URI node, String actor, byte[] request) throws IOException {
        sent++;
        String response = exchange(node, request);
        List<String> statuses =
                STATUS.matcher(response).results().map(found -> found.group(1)).toList();
        if (statuses.contains("500")) {
            throw new AssertionError("a failure of the node, by " + printable(request) + ":\n" + response);
        }
        long accepted = RECEIPT.matcher(response).results().count();
        receipts += accepted;
        if (statuses.isEmpty()) {
            unanswered++;
        } else if (accepted == 0) {
            refused.add(actor);
        }
    }

    private static String printable(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.min(2_000, text.length()));
    }

    /** What came back; nothing when the node closed the connection without a word. */
    private static String exchange(URI node, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(node.getHost()), node.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException e) {
                // Refused before all of it was sent. The answer may have come nevertheless.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "";
        }
    }

    long sent() {
        return sent;
    }

    /** Messages that were damaged so little that they were accepted. */
    long receipts() {
        return receipts;
    }

    /** Requests whose connection was cut without an answer. */
    long unanswered() {
        return unanswered;
    }

    @Override
    public Findings check(Connection connection) throws IOException, InterruptedException {
        long wrong = 0;
        for (String actor : refused) {
            JsonNode status = connection.get("/actors/recorder/" + actor);
            boolean untouched = status.path("processed").asLong(1) == 0
                    && status.path("depth").asLong(1) == 0
                    && !status.path("paused").asBoolean(true)
                    && !status.has("state");
            wrong += untouched ? 0 : 1;
        }
        return new Findings(sent, receipts, receipts, refused.size(), 0, 0, 0, wrong);
    }
}
