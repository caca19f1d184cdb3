package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restante.MessageId;
import dev.restante.Receipt;
import dev.restante.Refusal;
import dev.restante.RefusedException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ManyTest {

    private static final String NDJSON = "application/x-ndjson";
    private static final String HEAD = String.join(
            "\r\n",
            "POST /messages HTTP/1.1",
            "Host: a",
            "Content-Type: application/x-ndjson",
            "Transfer-Encoding: chunked",
            "",
            "");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    private static String deposit(String key, int cents) {
        return "{\"to\":\"account/" + key + "\",\"message\":\"Deposit\",\"body\":{\"cents\":" + cents + "}}\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static List<JsonNode> lines(TestClient.Answer answer) throws IOException {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(NDJSON);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : answer.response().body().split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(MAPPER.readTree(line));
            }
        }
        return lines;
    }

    private static TestClient.Answer post(String body) {
        return GATEWAY.post("/messages", NDJSON, BodyPublishers.ofString(body));
    }

    @Test
    void every_line_gets_its_answer_in_order() throws IOException {
        String body = IntStream.range(0, 10_000)
                .mapToObj(n -> deposit("a" + n % 10, n))
                .collect(Collectors.joining());

        List<JsonNode> answers = lines(post(body));

        assertThat(answers).hasSize(10_000);
        assertThat(GATEWAY.runtime.sent).hasSize(10_000);
        for (int n = 0; n < 10_000; n++) {
            assertThat(GATEWAY.runtime.sent.get(n).payload().toString()).isEqualTo("Deposit {\"cents\":" + n + "}");
            assertThat(answers.get(n).path("actor").asText()).isEqualTo("account/a" + n % 10);
        }
    }

    @Test
    void a_line_that_is_refused_does_not_stop_the_others() throws IOException {
        GATEWAY.runtime.receipts = sent -> sent.to().key().equals("full")
                ? CompletableFuture.failedFuture(
                        new RefusedException(Refusal.MAILBOX_FULL, "full", Optional.of(Duration.ofSeconds(2))))
                : GATEWAY.runtime.take(sent);

        List<JsonNode> answers = lines(post(deposit("alice", 1)
                + "nonsense\n"
                + "\n"
                + "{\"to\":\"acount/alice\",\"message\":\"Deposit\",\"body\":{}}\n"
                + "{\"to\":\"account/alice\",\"message\":\"Depsit\",\"body\":{}}\n"
                + "{\"to\":\"account/alice\",\"message\":\"Deposit\",\"body\":{\"cents\":\"x\"}}\n"
                + deposit("full", 2)
                + "{\"to\":\"account/alice\",\"message\":\"Deposit\",\"key\":\"k1\",\"body\":{\"cents\":3}}"));

        assertThat(answers).hasSize(7);
        assertThat(answers.get(0).path("actor").asText()).isEqualTo("account/alice");
        assertThat(answers.subList(1, 6))
                .extracting(problem -> problem.path("type").asText().replaceAll(".*/", ""))
                .containsExactly("malformed", "unknown-type", "unknown-message", "invalid-message", "mailbox-full");
        assertThat(answers.subList(1, 6))
                .extracting(problem -> problem.path("line").intValue())
                .containsExactly(2, 4, 5, 6, 7);
        assertThat(answers.get(5).path("retryAfter").intValue()).isEqualTo(2);
        assertThat(answers.get(6).path("key").asText()).isEqualTo("k1");
        assertThat(GATEWAY.runtime.sent.get(2).options().key()).contains("k1");
    }

    @Test
    void a_line_over_the_limit_is_dropped_and_the_next_one_taken() throws IOException {
        String huge = "{\"to\":\"account/alice\",\"message\":\"" + "x".repeat(3 * TestGateway.MAX_PAYLOAD) + "\n";

        List<JsonNode> answers = lines(post(deposit("a", 1) + huge + deposit("b", 2)));

        assertThat(answers).hasSize(3);
        assertThat(answers.get(1).path("status").intValue()).isEqualTo(413);
        assertThat(answers.get(2).path("actor").asText()).isEqualTo("account/b");
    }

    @Test
    void whoever_sends_one_line_and_waits_gets_its_answer() throws IOException {
        try (RawConnection connection = GATEWAY.connect()) {
            connection.write(HEAD).write(chunk(deposit("alice", 1)));
            connection.readHead();
            assertThat(connection.chunk()).contains("account/alice");

            connection.write(chunk(deposit("bob", 2)));
            assertThat(connection.chunk()).contains("account/bob");

            connection.write("0\r\n\r\n");
            assertThat(connection.chunk()).isEmpty();
        }
    }

    @Test
    void lines_cut_anywhere_are_put_together() throws IOException {
        String body = deposit("alice", 1) + deposit("b\u00fcrgi", 2);
        try (RawConnection connection = GATEWAY.connect()) {
            connection.write(HEAD);
            for (byte b : body.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                connection.write("1\r\n").write(new byte[] {b}).write("\r\n");
            }
            String answers = connection.write("0\r\n\r\n").read().body();

            assertThat(answers.lines()).hasSize(2);
            assertThat(answers).contains("account/alice", "account/b\u00fcrgi");
        }
    }

    @Test
    void no_more_lines_are_taken_than_may_be_under_way() throws Exception {
        Queue<CompletableFuture<Receipt>> held = new ConcurrentLinkedQueue<>();
        Semaphore arrived = new Semaphore(0);
        GATEWAY.runtime.receipts = sent -> {
            CompletableFuture<Receipt> receipt = new CompletableFuture<>();
            held.add(receipt);
            arrived.release();
            return receipt;
        };
        int total = 20_000;
        String body = IntStream.range(0, total).mapToObj(n -> deposit("a", n)).collect(Collectors.joining());
        CompletableFuture<TestClient.Answer> answer = CompletableFuture.supplyAsync(() -> post(body));

        int most = 0;
        for (int released = 0; released < total; released++) {
            assertThat(arrived.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            most = Math.max(most, held.size());
            held.remove().complete(new Receipt(new MessageId(1, 1, released), false));
        }

        assertThat(lines(answer.get(20, TimeUnit.SECONDS))).hasSize(total);
        assertThat(most).isLessThanOrEqualTo(4_096);
    }

    @Test
    void a_stream_that_breaks_off_leaves_its_last_line_unsent_and_the_node_serving() throws IOException {
        try (RawConnection connection = GATEWAY.connect()) {
            connection.write(HEAD).write(chunk(deposit("alice", 1) + "{\"to\":\"account/bob\",\"mess"));
            connection.readHead();
            assertThat(connection.chunk()).contains("account/alice");
        }

        assertThat(GATEWAY.get("/health/live").status()).isEqualTo(200);
        assertThat(GATEWAY.runtime.sent).extracting(sent -> sent.to().key()).containsExactly("alice");
    }

    @Test
    void streams_over_the_limit_are_refused_and_one_that_ends_makes_room() throws IOException {
        List<RawConnection> open = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                RawConnection connection = GATEWAY.connect();
                open.add(connection);
                connection.write(HEAD).write(chunk(deposit("a", i)));
                connection.readHead();
                assertThat(connection.chunk()).contains("account/a");
            }

            TestClient.Answer refused = post(deposit("b", 1));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.problem()).isEqualTo("overloaded");
            assertThat(refused.header("Retry-After")).isEqualTo("1");

            open.get(0).write("0\r\n\r\n");
            assertThat(open.get(0).chunk()).isEmpty();
            assertThat(post(deposit("b", 1)).status()).isEqualTo(200);
        } finally {
            for (RawConnection connection : open) {
                connection.close();
            }
        }
    }

    @Test
    void a_client_that_sends_everything_before_it_reads_gets_every_answer() throws IOException {
        int total = 300_000;
        try (RawConnection connection = GATEWAY.connect()) {
            connection.write(HEAD);
            for (int n = 0; n < total; n += 1_000) {
                connection.write(chunk(deposit("a", 7).repeat(1_000)));
            }
            String answers = connection.write("0\r\n\r\n").read().body();

            assertThat(answers.lines().filter(line -> line.contains("account/a")))
                    .hasSize(total);
        }
    }

    @Test
    void another_kind_of_body_is_unsupported() {
        assertThat(GATEWAY.post("/messages", deposit("a", 1)).status()).isEqualTo(415);
    }

    @Test
    void an_empty_stream_has_an_empty_answer() throws IOException {
        assertThat(lines(post(""))).isEmpty();
        assertThat(lines(post("\n\r\n  \n"))).isEmpty();
    }
}
