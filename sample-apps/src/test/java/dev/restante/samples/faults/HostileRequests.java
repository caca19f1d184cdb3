package dev.restante.samples.faults;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Requests on every entrance of a node, damaged by a seed. */
final class HostileRequests {

    private static final String TWO_LINES = """
            {"to":"recorder/ACTOR","message":"Record","body":{"sender":"hostile","n":1}}
            {"to":"recorder/ACTOR","message":"Record","key":"k","body":{"sender":"hostile","n":2}}
            """;

    /** {@code ACTOR} stands for an actor that no other request names, {@code LENGTH} for the length of the body. */
    private static final List<String> ENTRANCES = List.of(
            json("POST /actors/recorder/ACTOR/Record", "{\"sender\":\"hostile\",\"n\":1}"),
            json("POST /actors/recorder/ACTOR/Record?delay=PT1S&ttl=PT1H", "{\"sender\":\"hostile\",\"n\":1}"),
            json("POST /actors/recorder/ACTOR/Record?at=2020-01-01T00:00:00Z", "{\"sender\":\"hostile\",\"n\":1}"),
            body(
                    "POST /actors/recorder/ACTOR",
                    "Content-Type: application/json\r\nce-specversion: 1.0\r\nce-type: Record\r\nce-source: /h\r\nce-id: 1\r\n",
                    "{\"sender\":\"hostile\",\"n\":1}"),
            body(
                    "POST /actors/recorder/ACTOR",
                    "Content-Type: application/cloudevents+json\r\n",
                    "{\"specversion\":\"1.0\",\"type\":\"Record\",\"source\":\"/h\",\"id\":\"1\",\"data\":{\"sender\":\"hostile\",\"n\":1}}"),
            body(
                    "POST /actors/recorder/ACTOR",
                    "Content-Type: application/cloudevents-batch+json\r\n",
                    "[{\"specversion\":\"1.0\",\"type\":\"Record\",\"source\":\"/h\",\"id\":\"1\",\"data\":{\"sender\":\"hostile\",\"n\":1}}]"),
            body("POST /messages", "Content-Type: application/x-ndjson\r\n", TWO_LINES),
            plain("GET /actors/recorder/ACTOR/messages/0-1234567890abcdef-1"),
            plain("DELETE /actors/recorder/ACTOR/messages/0-1234567890abcdef-1"),
            plain("GET /actors/recorder/ACTOR"),
            plain("GET /actors/recorder/ACTOR/mailbox?limit=50"),
            plain("GET /actors/recorder?depth=nonempty&limit=10"),
            plain("GET /dead-letters?type=recorder&actor=recorder/ACTOR&limit=5&after=x"),
            plain("POST /dead-letters/0-1234567890abcdef-1/redrive"),
            plain("DELETE /dead-letters/0-1234567890abcdef-1"),
            plain("GET /topics/ACTOR"),
            plain("DELETE /topics/ACTOR/subscriptions/x"),
            plain("GET /cluster"),
            plain("GET /metrics"),
            plain("GET /health/ready"));

    private static final List<String> TOKENS = List.of(
            "\r\n",
            "\u0000",
            "%00",
            "%2e%2e/",
            "../",
            "\"",
            "\\u0000",
            "\\ud800",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "1e999999999",
            "-0",
            "NaN",
            "9".repeat(400),
            "x".repeat(20_000),
            "Transfer-Encoding: chunked\r\n",
            "Content-Length: 5\r\n",
            "Expect: 100-continue\r\n",
            "Idempotency-Key: \u0001\r\n",
            "Prefer: wait=-1\r\n",
            "Content-Encoding: gzip\r\n",
            "\r\n\r\nGET /audit HTTP/1.1\r\n",
            "#",
            "?",
            ";",
            "\ufeff");

    private final Random random;

    HostileRequests(long seed) {
        random = new Random(seed);
    }

    private static String plain(String line) {
        return line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    }

    private static String json(String line, String body) {
        return body(line, "Content-Type: application/json\r\n", body);
    }

    private static String body(String line, String headers, String body) {
        return line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "Content-Length: LENGTH\r\n\r\n"
                + body;
    }

    /** A request whose body need not be as long as it says. */
    static byte[] bytes(String line, String mediaType, long length, String body) {
        return body(line, "Content-Type: " + mediaType + "\r\n", body)
                .replaceFirst("LENGTH", Long.toString(length))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A request that names {@code actor}, with up to three things wrong. */
    byte[] next(String actor) {
        String named = ENTRANCES.get(random.nextInt(ENTRANCES.size())).replace("ACTOR", actor);
        int length = named.length() - named.indexOf("\r\n\r\n") - 4;
        byte[] request = named.replace("LENGTH", Integer.toString(length)).getBytes(StandardCharsets.ISO_8859_1);
        for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
            request = damaged(request);
        }
        return request;
    }

    private byte[] damaged(byte[] request) {
        int at = random.nextInt(request.length);
        int end = Math.min(request.length, at + 1 + random.nextInt(20));
        return switch (random.nextInt(6)) {
            case 0 -> spliced(request, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> end - at < request.length ? spliced(request, at, end, new byte[0]) : request;
            case 2 -> spliced(request, at, at, Arrays.copyOfRange(request, at, end));
            case 3 -> Arrays.copyOf(request, Math.max(1, at));
            case 4 -> spliced(request, at, at, noise());
            default -> spliced(request, at, at, token());
        };
    }

    private byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(50)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    /** {@code original} with {@code with} in place of what is from {@code from} to {@code to}. */
    private static byte[] spliced(byte[] original, int from, int to, byte[] with) {
        ByteArrayOutputStream result = new ByteArrayOutputStream(original.length + with.length);
        result.write(original, 0, from);
        result.writeBytes(with);
        result.write(original, to, original.length - to);
        return result.toByteArray();
    }
}
