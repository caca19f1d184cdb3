package dev.restante.gateway.http;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Serves a {@link FakeRuntime} on a port of loopback for the tests of a class. */
public final class TestGateway implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final int MAX_PAYLOAD = 1 << 20;

    public final FakeRuntime runtime = new FakeRuntime();

    /** Makes the next backup. */
    Supplier<CompletionStage<Path>> backup = () -> CompletableFuture.completedFuture(Path.of("/backups/1"));

    private TestClient client = new TestClient(URI.create("http://127.0.0.1:1"));
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
                        Optional.of(() -> backup.get()),
                        HttpSettings.defaults().withAddress("127.0.0.1:0"))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        client = new TestClient(URI.create("http://127.0.0.1:" + port()));
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
        return client.request(path);
    }

    public TestClient.Answer get(String path) {
        return client.get(path);
    }

    TestClient.Answer delete(String path) {
        return client.delete(path);
    }

    TestClient.Answer put(String path) {
        return client.put(path);
    }

    TestClient.Answer post(String path, String body, String... headers) {
        return client.post(path, body, headers);
    }

    TestClient.Answer post(String path, String contentType, HttpRequest.BodyPublisher body, String... headers) {
        return client.post(path, contentType, body, headers);
    }

    TestClient.Answer send(HttpRequest.Builder request) {
        return client.send(request);
    }
}
