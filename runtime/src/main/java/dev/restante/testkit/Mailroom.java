package dev.restante.testkit;

import dev.restante.Payload;
import dev.restante.Recipient;
import dev.restante.SendOptions;
import dev.restante.TypeCatalog;
import dev.restante.behavior.Postage;
import java.time.Duration;
import java.util.function.Supplier;

/** Serializes what a test sends and gives it to the courier of the node's present life. */
record Mailroom(TypeCatalog types, Supplier<HostedCourier> courier) {

    <M> Mailing send(Recipient<M> to, M message, SendOptions options) {
        return post(new Mailing(to.id(), false), types.write(to.type(), message), options, 0);
    }

    <M> Mailing sendAndFollow(Recipient<M> to, M message, Duration patience) {
        Payload payload = types.write(to.type(), message);
        return post(new Mailing(to.id(), true), payload, SendOptions.defaults(), Postage.millis(patience));
    }

    private Mailing post(Mailing mailing, Payload payload, SendOptions options, long patienceMillis) {
        Postage postage = Postage.of(payload, options, patienceMillis > 0);
        courier.get().send(mailing, postage.submit(mailing, mailing.to, payload, patienceMillis));
        return mailing;
    }
}
