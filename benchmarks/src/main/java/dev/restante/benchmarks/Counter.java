package dev.restante.benchmarks;

import dev.restante.ActorType;
import dev.restante.Application;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.MailboxSettings;
import dev.restante.Registry;

/** An actor that counts what it is told: the least a handler can do and still have a state. */
final class Counter implements Application {

    static final ActorType<Count> TYPE = ActorType.of("counter", Count.class);

    /** One message. */
    record Count(String text) {}

    /** How many there were. */
    record Counted(long messages) {}

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public void register(Registry registry) {
        registry.add(
                TYPE,
                DurableBehavior.of(Count.class, new Counted(0))
                        .on(Count.class, Counter::count)
                        .mailbox(MailboxSettings.defaults().withCapacity(10_000_000))
                        .build());
    }

    private static Effect<Counted> count(Counted state, Count message) {
        return Effect.update(new Counted(state.messages() + 1));
    }
}
