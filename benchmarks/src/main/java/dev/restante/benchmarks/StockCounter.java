package dev.restante.benchmarks;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** Counts its messages: one event, and so one row, for each, and an answer when that is stored. */
final class StockCounter extends EventSourcedBehavior<StockCounter.Count, String, Long> {

    static final EntityTypeKey<Count> TYPE = EntityTypeKey.create(Count.class, "counter");

    /** To be counted. */
    record Count(String text, ActorRef<Stored> replyTo) {}

    /** It has been counted. */
    enum Stored {
        STORED
    }

    StockCounter(String id) {
        super(PersistenceId.of("counter", id));
    }

    @Override
    public Long emptyState() {
        return 0L;
    }

    @Override
    public CommandHandler<Count, String, Long> commandHandler() {
        return newCommandHandlerBuilder()
                .forAnyState()
                .onCommand(
                        Count.class,
                        count -> Effect().persist(count.text).thenReply(count.replyTo, counted -> Stored.STORED))
                .build();
    }

    @Override
    public EventHandler<Long, String> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent((state, event) -> state + 1);
    }
}
