package dev.restante.engine;

import dev.restante.MessageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Those who wait for the outcome of a message. Partitions are asked again from time to time, since notices can get lost. */
final class Followers {

    private record Follower(Object token, long until) {}

    private final CourierSettings limits;
    private final Consumer<CourierOutput> out;
    private final Map<MessageId, List<Follower>> waiting = new HashMap<>();
    private long askAt = Long.MAX_VALUE;
    private int count;

    Followers(CourierSettings limits, Consumer<CourierOutput> out) {
        this.limits = limits;
        this.out = out;
    }

    /** Whether so many wait that nobody else should. */
    boolean isFull() {
        return count >= limits.messages();
    }

    void add(Object token, MessageId id, long until, long now) {
        count++;
        waiting.computeIfAbsent(id, key -> new ArrayList<>(1)).add(new Follower(token, until));
        askAt = Math.min(askAt, now + limits.followMillis());
    }

    void ask(MessageId id) {
        out.accept(new CourierOutput.ToPartition(id.partition(), new Protocol.AwaitOutcome(id)));
    }

    void finished(Outcome outcome) {
        List<Follower> followers = waiting.remove(outcome.id());
        if (followers != null) {
            count -= followers.size();
            followers.forEach(follower -> out.accept(new CourierOutput.Finished(follower.token, outcome)));
        }
    }

    /** When {@link #tick} is due. */
    long nextTick() {
        return waiting.isEmpty() ? Long.MAX_VALUE : askAt;
    }

    void tick(long now) {
        if (now < askAt) {
            return;
        }
        askAt = now + limits.followMillis();
        for (Iterator<Map.Entry<MessageId, List<Follower>>> all =
                        waiting.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<MessageId, List<Follower>> entry = all.next();
            entry.getValue().removeIf(follower -> giveUp(follower, now));
            if (entry.getValue().isEmpty()) {
                all.remove();
            } else {
                ask(entry.getKey());
            }
        }
    }

    private boolean giveUp(Follower follower, long now) {
        if (follower.until > now) {
            return false;
        }
        count--;
        out.accept(new CourierOutput.GaveUp(follower.token));
        return true;
    }
}
