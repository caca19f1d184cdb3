package dev.restante.actors.topic;

import dev.restante.actors.topic.TopicMessage.Publish;

/**
 * What a topic keeps of its events. Every event has a number, counted from 1 in the order of publishing; nothing else of it is kept, so a new
 * subscription begins with the next event. Whatever shall be kept for replay has its place here.
 *
 * @param published number of the last event, 0 before the first
 */
record EventLog(long published) {

    static final EventLog EMPTY = new EventLog(0);

    EventLog append(Publish event) {
        return new EventLog(published + 1);
    }
}
