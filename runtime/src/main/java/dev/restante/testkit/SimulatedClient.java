package dev.restante.testkit;

import dev.restante.Payload;
import dev.restante.Recipient;
import dev.restante.SendOptions;
import dev.restante.TypeCatalog;
import dev.restante.behavior.Postage;
import dev.restante.engine.CourierOutput;
import dev.restante.testkit.simulation.BehaviorCluster;
import dev.restante.testkit.simulation.Consignment;
import dev.restante.testkit.simulation.Sending;
import java.time.Duration;

/**
 * One of the clients in a {@link Simulation}. It sends its messages one after the other, up to a second apart, beside all other clients, and
 * connects to another node when its own crashes.
 *
 * <p>A message with a key is sent again until its fate is known, and now and then once more, as by a client that lost the answer. One without
 * is sent once: its receipt may never come, and the message may be processed all the same.
 */
public final class SimulatedClient {

    /** Far longer than it takes; what waits in vain fails then instead of running for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final BehaviorCluster cluster;
    private final TypeCatalog types;
    private final String name;

    SimulatedClient(BehaviorCluster cluster, TypeCatalog types, String name) {
        this.cluster = cluster;
        this.types = types;
        this.name = name;
    }

    /** Sends {@code message} once. */
    public <M> Sent tell(Recipient<M> to, M message) {
        return tell(to, message, SendOptions.defaults());
    }

    /** Sends {@code message} until it is accepted or refused for good. */
    public <M> Sent tell(Recipient<M> to, M message, String key) {
        return tell(to, message, SendOptions.defaults().withKey(key));
    }

    /** As the one of the other two that fits {@code options}. */
    public <M> Sent tell(Recipient<M> to, M message, SendOptions options) {
        Mailing mailing = new Mailing(to.id(), false);
        post(mailing, types.write(to.type(), message), options, 0);
        return new Sent(mailing, () -> cluster.passUntil(mailing.receipt::isDone, PATIENCE));
    }

    /** Sends {@code message} once and waits for its outcome, which may not come. */
    public <M, R> Asked<R> ask(Recipient<M> to, M message, Class<R> reply) {
        return ask(to, message, reply, SendOptions.defaults());
    }

    /** Sends {@code message} until its outcome is known. */
    public <M, R> Asked<R> ask(Recipient<M> to, M message, Class<R> reply, String key) {
        return ask(to, message, reply, SendOptions.defaults().withKey(key));
    }

    private <M, R> Asked<R> ask(Recipient<M> to, M message, Class<R> reply, SendOptions options) {
        Mailing mailing = new Mailing(to.id(), true);
        post(mailing, types.write(to.type(), message), options, PATIENCE.toMillis());
        return new Asked<>(mailing, () -> cluster.passUntil(mailing.outcome::isDone, PATIENCE), types, reply);
    }

    /** Outcomes are kept of all messages, so that in the end each receipt can be held against what came of its message. */
    private void post(Mailing mailing, Payload payload, SendOptions options, long patienceMillis) {
        Postage postage = Postage.of(payload, options.withKeptOutcome(), patienceMillis > 0);
        cluster.post(name, new Consignment(mailing.to, payload, postage, patienceMillis, new Reader(mailing)));
    }

    private record Reader(Mailing mailing) implements Sending {

        @Override
        public boolean hears(CourierOutput.ToSender told) {
            return mailing.complete(told);
        }

        @Override
        public void lost() {
            mailing.abandon();
        }
    }
}
