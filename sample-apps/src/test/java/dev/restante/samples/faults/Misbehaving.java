package dev.restante.samples.faults;

import dev.restante.ActorType;
import dev.restante.Application;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MailboxSettings;
import dev.restante.MessageContext;
import dev.restante.Registry;
import dev.restante.RetryPolicy;
import dev.restante.samples.recorder.Recorder;
import dev.restante.samples.recorder.RecorderMessage.Numbered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Actors whose handlers do what handlers must not. */
public final class Misbehaving implements Application {

    static final ActorType<Deed> TYPE = ActorType.of("misbehaving", Deed.class);
    static final int ATTEMPTS = 3;
    static final int CAPACITY = 500;

    /** The name under which what is done is recorded. */
    static final String DEED = "deed";

    private static final RetryPolicy SOON = RetryPolicy.defaults()
            .withBackoff(Duration.ofMillis(10), Duration.ofMillis(100))
            .withAttempts(ATTEMPTS);
    private static final int BLOCK = 1 << 20;

    /** How many deeds an actor has done. */
    record Done(long deeds) {
        Done oneMore() {
            return new Done(deeds + 1);
        }
    }

    @Override
    public String name() {
        return "misbehaving";
    }

    @Override
    public void register(Registry registry) {
        registry.add(TYPE, behavior());
    }

    private static DurableBehavior<Deed, Done> behavior() {
        return DurableBehavior.of(Deed.class, new Done(0))
                .on(Deed.Work.class, (done, work, context) -> recorded(done, DEED, work.n(), context))
                .on(Deed.Fail.class, (done, fail) -> {
                    throw new IllegalStateException("told to fail");
                })
                .on(Deed.Exhaust.class, (done, exhaust) -> exhaust())
                .on(Deed.Spin.class, (done, spin) -> spin())
                .on(Deed.Linger.class, (done, linger, context) -> linger(done, linger, context))
                .on(Deed.Appointment.class, Misbehaving::keep)
                .on(Deed.Carry.class, (done, carry, context) -> recorded(done, DEED, carry.n(), context))
                .retry(SOON)
                .mailbox(MailboxSettings.defaults().withCapacity(CAPACITY))
                .timeLimit(Duration.ofSeconds(1))
                .build();
    }

    private static Effect<Done> recorded(Done done, String sender, long n, MessageContext context) {
        String key = context.self().key();
        return Effect.update(done.oneMore()).thenTell(Recorder.TYPE.ref(key), new Numbered(sender, n));
    }

    private static Effect<Done> exhaust() {
        List<byte[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new byte[BLOCK + kept.size()]);
        }
    }

    private static Effect<Done> spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    private static Effect<Done> linger(Done done, Deed.Linger linger, MessageContext context) {
        long end = System.nanoTime() + Duration.ofMillis(linger.millis()).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return recorded(done, linger.sender(), linger.n(), context);
    }

    private static Effect<Done> keep(Done done, Deed.Appointment appointment, MessageContext context) {
        if (context.now().isBefore(appointment.at())) {
            throw new IllegalStateException("early: " + context.now() + " is before " + appointment.at());
        }
        return recorded(done, DEED, appointment.n(), context);
    }
}
