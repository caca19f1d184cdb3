package dev.restante.actors.topic;

import dev.restante.Subscription;
import java.util.List;

/**
 * A topic's answer about itself.
 *
 * @param published how many events there were so far
 * @param subscriptions the declared ones first, then the others by name
 */
public record TopicStatus(long published, List<Subscriber> subscriptions) {

    public TopicStatus {
        subscriptions = List.copyOf(subscriptions);
    }

    /**
     * A subscription and how it fares.
     *
     * @param declared by an application, so that only another release ends it
     * @param unaddressed events that had no usable key in the field where the subscription looks for it, and so reached nobody
     */
    public record Subscriber(Subscription subscription, boolean declared, long unaddressed) {}
}
