package dev.restante.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Serves a {@link FakeRuntime} on a port of loopback for the tests of a class. */
public final class TestGateway implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final int MAX_PAYLOAD = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A response with its body read. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + response.body(), e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The word that the problem's type ends in. */
        String problem() {
            String type = json().path("type").asText();
            return type.substring(type.lastIndexOf('/') + 1);
        }

        String detail() {
            return json().path("detail").asText();
        }
    }

    public final FakeRuntime runtime = new FakeRuntime();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ActorSystem system;
    private HttpServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        system = ActorSystem.create(
                "gateway", ConfigFactory.parseString("pekko.loglevel=WARNING").withFallback(ConfigFactory.load()));
        server = HttpServer.bind(
                        system,
                        runtime,
                        FakeRuntime::figures,
                        HttpSettings.defaults().withAddress("127.0.0.1:0"))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        runtime.reset();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        server.stop(Duration.ofSeconds(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    public int port() {
        return server.address().getPort();
    }

    RawConnection connect() throws IOException {
        return new RawConnection(port());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer put(String path) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    /** Posts JSON with further headers as names and values in turn. */
    Answer post(String path, String body, String... headers) {
        return post(path, "application/json", HttpRequest.BodyPublishers.ofString(body), headers);
    }

    Answer post(String path, String contentType, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", contentType).POST(body);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the answer", e);
        }
    }
}
