package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-meant client sends. Whatever it is, the node goes on serving and nothing is sent. */
@Timeout(60)
class HostileTest {

    private static final String DEPOSIT = "POST /actors/account/alice/Deposit HTTP/1.1\r\nHost: a\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    private static RawConnection.Response exchange(String request) throws IOException {
        try (RawConnection connection = GATEWAY.connect()) {
            return connection.write(request).read();
        }
    }

    private static void malformed(RawConnection.Response response) {
        assertThat(response.status()).as(response.body()).isBetween(400, 599).isNotEqualTo(500);
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body()).contains("\"type\":\"https://restante.dev/problems/");
    }

    @AfterEach
    void the_node_goes_on_and_nothing_was_sent() {
        assertThat(GATEWAY.get("/health/live").status()).isEqualTo(200);
        assertThat(GATEWAY.runtime.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "complete nonsense\r\n\r\n",
                "GET  /audit HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET /audit HTTP/1.1\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u00fc HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /actors/account/%00 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /audit?x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /audit HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /audit HTTP/1.1\r\nHost: a\r\nNo colon\r\n\r\n",
                "GET /audit HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "GET /audit HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "GET /audit HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"
            })
    void what_is_not_a_request_is_malformed(String request) throws IOException {
        malformed(exchange(request));
    }

    @Test
    void an_unknown_method_is_refused() throws IOException {
        assertThat(exchange("BREW /audit HTTP/1.1\r\nHost: a\r\n\r\n").status()).isEqualTo(501);
        assertThat(exchange("PATCH /audit HTTP/1.1\r\nHost: a\r\n\r\n").status())
                .isEqualTo(405);
        assertThat(exchange("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status()).isEqualTo(404);
    }

    @Test
    void headers_over_their_limits_are_refused() throws IOException {
        malformed(exchange("GET /audit HTTP/1.1\r\nHost: a\r\nX-Large: " + "x".repeat(10_000) + "\r\n\r\n"));
        malformed(exchange("GET /audit HTTP/1.1\r\nHost: a\r\n" + "X-Many: 1\r\n".repeat(100) + "\r\n"));
        malformed(exchange("GET /audit HTTP/1.1\r\nHost: a\r\n" + "X".repeat(200) + ": 1\r\n\r\n"));
    }

    @Test
    void two_lengths_or_a_length_and_chunks_cannot_smuggle_a_second_request() throws IOException {
        malformed(exchange(DEPOSIT + JSON + "Content-Length: 3\r\nContent-Length: 11\r\n\r\n{\"cents\":1}"));
        malformed(exchange(DEPOSIT + JSON
                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /audit HTTP/1.1\r\n\r\n"));
    }

    @Test
    void a_body_shorter_than_its_length_is_not_sent() throws IOException {
        try (RawConnection connection = GATEWAY.connect()) {
            connection
                    .write(DEPOSIT + JSON + "Content-Length: 500\r\n\r\n{\"cents\":1}")
                    .endOutput();

            assertThat(connection.read().status()).isNotEqualTo(202);
        }
    }

    @Test
    void chunks_that_break_off_or_lie_are_not_sent() throws IOException {
        String head = DEPOSIT + JSON + "Transfer-Encoding: chunked\r\n\r\n";
        try (RawConnection connection = GATEWAY.connect()) {
            connection.write(head + "b\r\n{\"cents\":1}\r\n").endOutput();
            assertThat(connection.read().status()).isNotEqualTo(202);
        }
        assertThat(exchange(head + "zz\r\n{\"cents\":1}\r\n0\r\n\r\n").status()).isNotEqualTo(202);
        assertThat(exchange(head + "5\r\n{\"cents\":1}\r\n0\r\n\r\n").status()).isNotEqualTo(202);
        assertThat(exchange(head + "7fffffffffffffff\r\n{\"cents\":1}\r\n").status())
                .isNotEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cents\":01}",
                "{\"cents\":1e999999999}",
                "{\"cents\":Infinity}",
                "{'cents':1}",
                "{\"cents\":1,}",
                "// {\"cents\":1}",
                "\u0000{\"cents\":1}",
                "{\"cents\":\"\u0000\"}"
            })
    void a_body_that_is_nearly_json_is_refused(String body) throws IOException {
        malformed(exchange(DEPOSIT + JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body));
    }

    @Test
    void a_body_that_is_not_utf_8_is_refused() throws IOException {
        try (RawConnection connection = GATEWAY.connect()) {
            byte[] body = {'{', '"', 'c', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
            connection
                    .write(DEPOSIT + JSON + "Content-Length: " + body.length + "\r\n\r\n")
                    .write(body);

            malformed(connection.read());
        }
    }

    @Test
    void nesting_without_end_is_refused() throws IOException {
        String body = "{\"cents\":".repeat(100_000);

        malformed(exchange(DEPOSIT + JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body));
    }

    @Test
    void a_line_break_in_a_key_does_not_reach_the_response_header() throws IOException {
        malformed(exchange("POST /actors/account/a%0D%0AX-Evil:%201/Deposit HTTP/1.1\r\nHost: a\r\n" + JSON
                + "Content-Length: 11\r\n\r\n{\"cents\":1}"));
        malformed(exchange(DEPOSIT + JSON + "Idempotency-Key: a\u0007b\r\nContent-Length: 11\r\n\r\n{\"cents\":1}"));
    }

    @Test
    void a_body_that_is_announced_far_over_the_limit_is_refused_before_it_is_sent() throws IOException {
        RawConnection.Response response =
                exchange(DEPOSIT + JSON + "Expect: 100-continue\r\nContent-Length: 1000000000000\r\n\r\n");

        assertThat(response.status()).isEqualTo(413);
    }

    @Test
    void a_connection_serves_on_after_a_refused_body() throws IOException {
        try (RawConnection connection = GATEWAY.connect()) {
            byte[] large = new byte[2 * TestGateway.MAX_PAYLOAD];
            connection
                    .write(DEPOSIT + JSON + "Content-Length: " + large.length + "\r\n\r\n")
                    .write(large);
            assertThat(connection.read().status()).isEqualTo(413);

            connection.write("POST /actors/nobody/alice/Deposit HTTP/1.1\r\nHost: a\r\n" + JSON + "Content-Length: "
                    + large.length + "\r\n\r\n");
            connection.write(large);
            assertThat(connection.read().status()).isEqualTo(404);

            assertThat(connection
                            .write("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void random_bytes_and_damaged_requests_harm_nobody(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] valid = "GET /actors/account/alice/mailbox?limit=5 HTTP/1.1\r\nHost: a\r\nPrefer: wait=1\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 100; i++) {
            byte[] request = valid.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                request[random.nextInt(request.length)] = (byte) random.nextInt(256);
            }
            try (RawConnection connection = GATEWAY.connect()) {
                connection.write(request).endOutput();
                assertThat(connection.read().status()).isNotEqualTo(500);
            }
        }
    }
}
