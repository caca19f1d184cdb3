package dev.restante.actors.topic;

import dev.restante.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A topic at rest.
 *
 * @param added subscriptions made at run time, by name
 * @param unaddressed by name of the subscription, where it is not zero
 */
record TopicState(EventLog log, Map<String, Subscription> added, Map<String, Long> unaddressed) {

    static final TopicState EMPTY = new TopicState(EventLog.EMPTY, Map.of(), Map.of());

    TopicState {
        added = Map.copyOf(added);
        unaddressed = Map.copyOf(unaddressed);
    }

    TopicState published(TopicMessage.Publish event, List<String> missed) {
        EventLog longer = log.append(event);
        if (missed.isEmpty()) {
            return new TopicState(longer, added, unaddressed);
        }
        Map<String, Long> counts = new HashMap<>(unaddressed);
        missed.forEach(name -> counts.merge(name, 1L, Long::sum));
        return new TopicState(longer, added, counts);
    }

    TopicState with(Subscription subscription) {
        Map<String, Subscription> more = new HashMap<>(added);
        more.put(subscription.name(), subscription);
        return new TopicState(log, more, unaddressed);
    }

    TopicState without(String name) {
        Map<String, Subscription> fewer = new HashMap<>(added);
        fewer.remove(name);
        Map<String, Long> counts = new HashMap<>(unaddressed);
        counts.remove(name);
        return new TopicState(log, fewer, counts);
    }
}
