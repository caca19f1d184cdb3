package dev.restante.pekko;

import java.time.Clock;
import java.time.Duration;
import org.apache.pekko.actor.ActorContext;
import org.apache.pekko.actor.Cancellable;
import org.jspecify.annotations.Nullable;

/** Keeps one timer, for the earliest time asked for. Belongs to one actor, which tells it when the wake-up has come. */
final class WakeTimer {

    private static final long UNSET = Long.MAX_VALUE;

    /** The wall clock may be set while the timer runs, so it is looked at again after this long; who is woken early asks again. */
    private static final long LONGEST = 10_000;

    private final ActorContext context;
    private final Object message;
    private final Clock clock;
    private @Nullable Cancellable scheduled;
    private long due = UNSET;

    WakeTimer(ActorContext context, Object message, Clock clock) {
        this.context = context;
        this.message = message;
        this.clock = clock;
    }

    /** Has the message sent at {@code time}, epoch milliseconds, unless one is due by then anyway. */
    void wakeAt(long time) {
        if (time >= due) {
            return;
        }
        cancel();
        due = time;
        Duration delay = Duration.ofMillis(Math.max(0, Math.min(time - clock.millis(), LONGEST)));
        scheduled = context.system()
                .scheduler()
                .scheduleOnce(delay, context.self(), message, context.dispatcher(), context.self());
    }

    /** To be called when the message has come. */
    void rang() {
        due = UNSET;
        scheduled = null;
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel();
        }
        rang();
    }
}
