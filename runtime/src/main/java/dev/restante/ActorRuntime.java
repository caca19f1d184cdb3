package dev.restante;

import java.util.concurrent.CompletionStage;

/**
 * A running node: sends to durable actors, hosts its share of them, and looks into them. Made by {@code RestanteNode}.
 * Thread-safe.
 */
public interface ActorRuntime extends AutoCloseable {

    /** A way to send to the actor {@code key} of {@code type}; the type must be registered. Cheap; may be kept or made anew. */
    <M> DurableRef<M> ref(ActorType<M> type, String key);

    /** Sends what is serialized already. */
    Postbox postbox();

    Operations operations();

    /** What is registered: types, their messages, how they are read and written. */
    TypeCatalog types();

    /** Completes when every partition of the store has an owner that has recovered. */
    CompletionStage<Void> ready();

    /** Hands the partitions over, ends writes in flight and stops the node. Waits at most 30 seconds. */
    @Override
    void close();
}
