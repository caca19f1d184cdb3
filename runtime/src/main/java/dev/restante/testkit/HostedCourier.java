package dev.restante.testkit;

import dev.restante.engine.Courier;
import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.CourierSettings;
import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Runs the node's courier. */
final class HostedCourier implements Addressee {

    private static final long NO_ALARM = Long.MAX_VALUE;

    private final HostedNode node;
    private final Courier engine;
    private final Set<Mailing> open = new LinkedHashSet<>();
    private long alarm = NO_ALARM;
    private boolean flushing;

    HostedCourier(HostedNode node, LongSupplier channelIds) {
        this.node = node;
        engine = new Courier(node.settings, CourierSettings.defaults(), channelIds);
    }

    /** @param submit with the mailing as its token */
    void send(Mailing mailing, CourierInput.Submit submit) {
        open.add(mailing);
        node.agenda.soon("the courier takes a message to " + submit.to(), () -> take(submit));
    }

    @Override
    public void arrive(Peer from, Protocol message) {
        node.agenda.soon(
                "the courier takes " + message.getClass().getSimpleName(),
                () -> take(new CourierInput.Arrived(message)));
    }

    /** The node is gone: who had no answer yet learns none. */
    void crash() {
        open.forEach(Mailing::abandon);
    }

    private void take(CourierInput input) {
        carryOut(engine.handle(input, node.agenda.now()));
        if (!flushing) {
            flushing = true;
            node.agenda.soon("the courier sends its bags", () -> {
                flushing = false;
                carryOut(engine.flush(node.agenda.now()));
            });
        }
    }

    private void carryOut(List<CourierOutput> outputs) {
        for (CourierOutput output : outputs) {
            if (output instanceof CourierOutput.ToPartition send) {
                node.toPartition(this, send.partition(), send.message());
            } else if (output instanceof CourierOutput.WakeAt wake) {
                wakeAt(wake.time());
            } else if (output instanceof CourierOutput.ToSender told) {
                complete(told);
            }
        }
    }

    private void complete(CourierOutput.ToSender told) {
        Mailing mailing = (Mailing) told.token();
        if (mailing.complete(told)) {
            open.remove(mailing);
        }
    }

    private void wakeAt(long time) {
        alarm = time;
        node.agenda.at(time, "the courier wakes", () -> {
            if (alarm == time) {
                alarm = NO_ALARM;
                take(new CourierInput.Woken());
            }
        });
    }
}
