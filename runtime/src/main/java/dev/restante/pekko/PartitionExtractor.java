package dev.restante.pekko;

import dev.restante.pekko.PartitionMessage.KeepAlive;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.jspecify.annotations.Nullable;

/** Tells sharding that each partition is a shard of its own, with itself as the only entity. */
final class PartitionExtractor implements ShardRegion.MessageExtractor {

    @Override
    public @Nullable String entityId(Object message) {
        return message instanceof KeepAlive call ? Integer.toString(call.partition()) : null;
    }

    @Override
    public Object entityMessage(Object message) {
        return message;
    }

    @Override
    public @Nullable String shardId(Object message) {
        return message instanceof ShardRegion.StartEntity start ? start.entityId() : entityId(message);
    }
}
