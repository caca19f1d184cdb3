package dev.restante.gateway.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One node of a {@link LocalCluster}: a place for one process after the other. Looked at by any thread; one thread at a time acts on it. */
public final class LocalNode implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private final String host;
    private final ChildNodeSettings standard;
    private volatile ChildNodeSettings settings;
    private volatile @Nullable ChildNode process;
    private volatile @Nullable FrozenProcess frozen;

    LocalNode(String host, ChildNodeSettings settings) {
        this.host = host;
        this.standard = settings;
        this.settings = settings;
    }

    /** Its address in the loopback network. */
    public String host() {
        return host;
    }

    /** Its processes have these JVM options from the next one on, besides those that all nodes have. */
    public void setJvmOptions(List<String> more) {
        List<String> options = new ArrayList<>(standard.jvmOptions());
        options.addAll(more);
        settings = standard.withJvmOptions(options);
    }

    /** What its processes write to standard error. */
    public Path log() {
        return settings.log();
    }

    /**
     * Starts a process and waits until it is ready.
     *
     * @throws IllegalStateException when one runs already, or when this one is not ready in time; with the end of its log
     */
    public void start() {
        if (isAlive()) {
            throw new IllegalStateException("the node on " + host + " runs already");
        }
        process = ChildNode.start(settings);
    }

    /** Where it serves, if it does as far as its clients can know: also while it is frozen, and after it ended by itself. */
    public Optional<URI> address() {
        return Optional.ofNullable(process).map(ChildNode::address);
    }

    public boolean isAlive() {
        ChildNode current = process;
        return current != null && current.isAlive();
    }

    /** Whether it can be expected to answer. */
    public boolean isServing() {
        return isAlive() && frozen == null;
    }

    /** How it sees the cluster; {@link Membership#UNKNOWN} when it does not say so in time. */
    public CompletableFuture<Membership> membership() {
        return address()
                .map(address -> CLIENT.sendAsync(
                                HttpRequest.newBuilder(address.resolve("/cluster"))
                                        .timeout(ANSWER)
                                        .build(),
                                BodyHandlers.ofString())
                        .handle((answer, failure) -> failure == null ? membership(answer) : Membership.UNKNOWN))
                .orElseGet(() -> CompletableFuture.completedFuture(Membership.UNKNOWN));
    }

    private static Membership membership(HttpResponse<String> answer) {
        if (answer.statusCode() != OK) {
            return Membership.UNKNOWN;
        }
        try {
            return Membership.of(JSON.readTree(answer.body()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a node described its cluster as " + answer.body(), e);
        }
    }

    /** Whether it has ended although nobody ended it. */
    public boolean hasEnded() {
        ChildNode current = process;
        return current != null && !current.isAlive();
    }

    /** Kills the process with -9; its id. */
    public long kill() {
        ChildNode victim = take();
        victim.kill();
        return victim.pid();
    }

    /** Tells the process to stop (SIGTERM) and waits; its exit code. */
    public int stop(Duration patience) {
        return take().stop(patience);
    }

    private ChildNode take() {
        ChildNode taken = required();
        process = null;
        return taken;
    }

    /** Stops the process where it is, until {@link #thaw}; its id. */
    public long freeze() {
        ChildNode current = required();
        frozen = current.freeze();
        return current.pid();
    }

    /** Lets a frozen process go on. */
    public void thaw() {
        FrozenProcess stopped = frozen;
        if (stopped != null) {
            stopped.close();
            frozen = null;
        }
    }

    /** Waits until the process ends by itself; false when it does not. */
    public boolean endsWithin(Duration patience) throws InterruptedException {
        try {
            required().ended().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the node on " + host + " cannot be waited for", e);
        }
    }

    private ChildNode required() {
        ChildNode current = process;
        if (current == null) {
            throw new IllegalStateException("the node on " + host + " does not run");
        }
        return current;
    }

    /** Kills the process if there is one. */
    @Override
    public void close() {
        ChildNode current = process;
        process = null;
        if (current != null) {
            current.close();
        }
        thaw();
    }
}
