package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What comes in over HTTP and was right once: whatever is done to it, it is read, or refused as a problem that says why. */
@Timeout(120)
class BodiesFuzzTest {

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"Deposit\","
                    + "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\",\"data\":{\"cents\":5}}";
    private static final String BASE64 =
            "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"s\",\"type\":\"D\",\"data_base64\":\"eyJjZW50cyI6NX0=\"}";
    private static final String LINE =
            "{\"to\":\"account/a\",\"message\":\"Deposit\",\"key\":\"k\",\"body\":{\"cents\":[1,{\"a\":\"}\\u00fc\"}]}}";

    private static final String[] TOKENS = {
        "null",
        "[]",
        "{",
        "}",
        "[[",
        "\"",
        "\\u0000",
        "\\ud800",
        "1e400",
        "1e2147483647",
        "9".repeat(2_000),
        "\ufeff",
        "\"body\":{}",
        "\"id\":1",
        "\"data\":",
        "%",
        "%ff",
        "%00",
        "&",
        "=",
        "/",
        "?",
        "\n",
        "\r\n",
        "\ufffd"
    };

    private static final Map<String, Fuzz.Decoder> DECODERS = Map.of(
            "line of messages",
            BodiesFuzzTest::line,
            "lines",
            BodiesFuzzTest::lines,
            "structured event",
            body -> CloudEvent.structured(body).key(),
            "batch of events",
            body -> CloudEvent.batch(body).forEach(CloudEvent::key),
            "subscription",
            SubscriptionRequest::parse,
            "event to publish",
            JsonInput::object,
            "target",
            body -> Target.parse(new String(body, StandardCharsets.ISO_8859_1)),
            "message id",
            body -> Addresses.messageId(new String(body, StandardCharsets.ISO_8859_1)));

    private static final Map<String, List<String>> SAMPLES = Map.of(
            "line of messages", List.of(LINE),
            "lines", List.of(LINE + "\n" + LINE + "\r\n\n" + LINE),
            "structured event", List.of(EVENT, BASE64),
            "batch of events", List.of("[" + EVENT + "," + BASE64 + "]"),
            "subscription",
                    List.of("{\"actor\":\"mail/ada\"}", "{\"type\":\"mail\",\"keyField\":\"to\",\"from\":\"latest\"}"),
            "event to publish", List.of(LINE),
            "target", List.of("/actors/account/%C3%BC%2F/Deposit?delay=PT5S&ttl=PT1H", "http://a:1/audit"),
            "message id", List.of("2a-5f3c9-1"));

    @TestFactory
    Stream<DynamicTest> damaged_input_is_read_or_refused() {
        return tests(Fuzz.ordinary().fewer(4));
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> randomly_damaged_input_is_read_or_refused() {
        return tests(Fuzz.randomly());
    }

    private static Stream<DynamicTest> tests(Fuzz fuzz) {
        return DECODERS.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    List<byte[]> samples = SAMPLES.get(name).stream()
                            .map(sample -> sample.getBytes(StandardCharsets.UTF_8))
                            .toList();
                    fuzz.run(ProblemException.class, DECODERS.get(name), samples, TOKENS);
                }));
    }

    /** The body that is cut out is an object and nothing beside it. */
    private static void line(byte[] bytes) {
        LineMessage message = LineMessage.parse(bytes, 0, bytes.length);

        assertThat(message.body()).startsWith('{').endsWith('}');
        assertThat(message.to()).isNotNull();
    }

    /** However the bytes arrive, the same lines come out. */
    private static void lines(byte[] bytes) {
        LineSplitter whole = new LineSplitter(200);
        LineSplitter halves = new LineSplitter(200);
        int middle = bytes.length / 2;

        List<String> atOnce =
                texts(Stream.concat(whole.feed(ByteString.fromArray(bytes)).stream(), whole.end().stream()));
        List<String> inHalves = texts(Stream.of(
                        halves.feed(ByteString.fromArray(bytes, 0, middle)).stream(),
                        halves.feed(ByteString.fromArray(bytes, middle, bytes.length - middle)).stream(),
                        halves.end().stream())
                .flatMap(groups -> groups));

        assertThat(inHalves).isEqualTo(atOnce);
    }

    private static List<String> texts(Stream<LineSplitter.Group> groups) {
        return groups.flatMap(group -> group.lines().stream())
                .map(line -> line.number() + ": "
                        + Optional.of(line)
                                .filter(kept -> !kept.isTooLong())
                                .map(kept -> new String(
                                        kept.bytes(), kept.offset(), kept.length(), StandardCharsets.ISO_8859_1)))
                .toList();
    }
}
