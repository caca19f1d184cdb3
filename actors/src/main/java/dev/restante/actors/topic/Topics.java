package dev.restante.actors.topic;

import dev.restante.Application;
import dev.restante.Registry;

/** The topics of a node, with the subscriptions that its other applications declare. It has to register last, so as to see them all. */
public final class Topics implements Application {

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public void register(Registry registry) {
        registry.add(Topic.TYPE, Topic.behavior(registry.subscriptions()));
    }
}
