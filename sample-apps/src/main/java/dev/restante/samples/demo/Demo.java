package dev.restante.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends payments through nodes, lets things go wrong, waits until all is done, and audits. Used once. */
final class Demo implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration NODE_PATIENCE = Duration.ofSeconds(60);

    /** Where nobody knows how many payments will come, things go wrong as if it were so many. */
    private static final long LIKELY_PAYMENTS = 10_000;

    private final DemoSettings settings;
    private final PaymentSource source;
    private final Display display;
    private final NodeApi api = new NodeApi();
    private final DemoNodes nodes;
    private final Feeder feeder;
    private final Disturbances disturbances;
    private final FigureWatch watch;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RateMeter rate = new RateMeter();
    private Figures figures = Figures.NONE;
    private long started;

    Demo(DemoSettings settings, PaymentSource source, Display display) {
        this.settings = settings;
        this.source = source;
        this.display = display;
        CarrierDoor carrier = new CarrierDoor(settings.folder(), display::announce);
        this.nodes = settings.nodes() == 1
                ? new DemoNode(settings.folder(), carrier, display::announce)
                : new DemoCluster(settings.nodes(), settings.folder(), carrier, display::announce);
        this.feeder = new Feeder(source, nodes, api, settings.paymentsPerSecond(), display::announce);
        this.watch = new FigureWatch(
                api, nodes, () -> new HashSet<>(feeder.merchantsByPayment().values()));
        this.disturbances = new Disturbances(nodes.script(), display::announce);
    }

    /**
     * Runs all of it; what to print at the end is the report's line.
     *
     * @throws IllegalStateException when the node does not start or is closed meanwhile
     * @throws CompletionException when the input cannot be read, or the node does not answer in the end
     */
    AuditReport run() throws InterruptedException {
        started = System.nanoTime();
        nodes.start();
        display.announce(String.format(Locale.ROOT, "up after %.1f s", elapsedSeconds()));
        if (!feed() || !drain()) {
            display.announce(
                    "the time limit of " + settings.timeLimit().toSeconds() + " s has passed; auditing what there is");
        }
        display.announce("sent again after kills and refusals: " + feeder.resent() + " payments; auditing every actor");
        return new FinalAudit(api, requireNode()).of(feeder.merchantsByPayment());
    }

    /** Whether it was done in time. */
    private boolean feed() throws InterruptedException {
        CompletableFuture<Void> fed = feeder.start();
        long expected = source.size().orElse(LIKELY_PAYMENTS);
        while (!fed.isDone() || !disturbances.over()) {
            disturbances.step(fed.isDone() ? 1 : (double) feeder.accepted() / expected);
            if (!look()) {
                return false;
            }
        }
        fed.join();
        return true;
    }

    /** Waits until nothing is under way any more; whether that was in time. */
    private boolean drain() throws InterruptedException {
        while (!isDrained()) {
            if (!look()) {
                return false;
            }
        }
        return true;
    }

    private boolean isDrained() throws InterruptedException {
        if (figures.fulfilment() < figures.published() || figures.published() < feeder.accepted()) {
            return false;
        }
        try {
            JsonNode count = api.audit(requireNode()).join();
            return count.path("pending").asLong() + count.path("delayed").asLong() == 0;
        } catch (CompletionException e) {
            // A node that is busy with its backlog may not count it in time; the next look tries again.
            return false;
        }
    }

    /** Shows how far things are; whether there is time left. */
    private boolean look() throws InterruptedException {
        if (closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the demo was stopped");
        }
        nodes.watch();
        figures = watch.latest();
        display.update(line());
        return elapsedSeconds() < settings.timeLimit().toSeconds();
    }

    private String line() {
        long accepted = feeder.accepted();
        return String.format(
                Locale.ROOT,
                "%5.1f s  sent %d  accepted %d  done by accounting %d  analytics %d  fulfilment %d  backlog %d  %.0f/s%s",
                elapsedSeconds(),
                feeder.sent(),
                accepted,
                figures.accounting(),
                figures.analytics(),
                figures.fulfilment(),
                figures.backlog(accepted),
                rate.perSecond(accepted, System.nanoTime()),
                nodes.status());
    }

    private URI requireNode() throws InterruptedException {
        return nodes.quietAddress(NODE_PATIENCE)
                .orElseThrow(() -> new IllegalStateException("no node is there; logs are in " + settings.folder()));
    }

    private double elapsedSeconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** Ends everything, the nodes included. May be called from any thread. */
    @Override
    public void close() {
        closed.countDown();
        feeder.close();
        watch.close();
        disturbances.close();
        nodes.close();
    }
}
