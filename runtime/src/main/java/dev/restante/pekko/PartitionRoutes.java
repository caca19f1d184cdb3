package dev.restante.pekko;

import dev.restante.engine.Protocol;
import dev.restante.pekko.RollCallMessage.Stray;
import dev.restante.pekko.transport.Transport;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Where this node believes each partition to be. {@link RollCall} alone writes it; everybody on the node reads it, so that a message goes to
 * its partition in one step, past sharding. Thread-safe.
 */
final class PartitionRoutes {

    private final Transport transport;
    private final AtomicReferenceArray<@Nullable ActorRef> owners;
    private volatile @Nullable Consumer<Stray> strays;

    PartitionRoutes(int partitions, Transport transport) {
        this.transport = transport;
        this.owners = new AtomicReferenceArray<>(partitions);
    }

    /** Names who keeps messages for partitions nobody knows the place of; called on senders' threads. */
    void keepStrays(Consumer<Stray> keeper) {
        strays = keeper;
    }

    int partitions() {
        return owners.length();
    }

    /** Sends to the partition's owner. Like any message between nodes it may be lost on its way. */
    void send(int partition, Protocol message, ActorRef sender) {
        ActorRef owner = owners.get(partition);
        if (owner != null) {
            transport.send(owner, message, sender);
        } else {
            Consumer<Stray> keeper = strays;
            if (keeper != null) {
                keeper.accept(new Stray(partition, message, sender));
            }
        }
    }

    /** Sends to somebody who is known by reference, as {@link #send} does. */
    void answer(ActorRef recipient, Protocol message, ActorRef sender) {
        transport.send(recipient, message, sender);
    }

    /** Sends what was kept for a partition, on the way that later messages take, too. */
    void deliver(ActorRef owner, Stray stray) {
        if (stray.message() instanceof Protocol message) {
            transport.send(owner, message, stray.sender());
        } else {
            owner.tell(stray.message(), stray.sender());
        }
    }

    @Nullable ActorRef owner(int partition) {
        return owners.get(partition);
    }

    void set(int partition, @Nullable ActorRef owner) {
        owners.set(partition, owner);
    }

    /** Owners by partition; a partition between two owners is missing. */
    Map<Integer, ActorRef> known() {
        Map<Integer, ActorRef> known = new HashMap<>();
        for (int partition = 0; partition < owners.length(); partition++) {
            ActorRef owner = owners.get(partition);
            if (owner != null) {
                known.put(partition, owner);
            }
        }
        return known;
    }
}
