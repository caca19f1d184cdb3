package dev.restante.pekko;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.pekko.actor.Cancellable;
import org.jspecify.annotations.Nullable;

/** Keeps one timer, for the earliest time asked for. Belongs to one actor, which says when the wake-up has come. */
final class WakeTimer {

    private static final long UNSET = Long.MAX_VALUE;

    /** The wall clock may be set while the timer runs, so it is looked at again after this long; who is woken early asks again. */
    private static final long LONGEST = 10_000;

    private final Function<Duration, Cancellable> schedule;
    private final Clock clock;
    private @Nullable Cancellable scheduled;
    private long due = UNSET;

    /** @param schedule has the actor told after a time */
    WakeTimer(Function<Duration, Cancellable> schedule, Clock clock) {
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Has the actor told at {@code time}, epoch milliseconds, unless it is told by then anyway. */
    void wakeAt(long time) {
        if (time >= due) {
            return;
        }
        cancel();
        due = time;
        Duration delay = Duration.ofMillis(Math.max(0, Math.min(time - clock.millis(), LONGEST)));
        scheduled = schedule.apply(delay);
    }

    /** To be called when the actor was told. */
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
