package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.MessageContext;
import dev.restante.MessageId;
import dev.restante.engine.Delivery;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The context of one delivery. */
final class DeliveryContext implements MessageContext {

    private final Delivery delivery;
    private final long now;
    private final Platform platform;

    DeliveryContext(Delivery delivery, long now, Platform platform) {
        this.delivery = delivery;
        this.now = now;
        this.platform = platform;
    }

    @Override
    public ActorId self() {
        return delivery.envelope().to();
    }

    @Override
    public Optional<ActorId> sender() {
        return Optional.ofNullable(delivery.envelope().from().sender());
    }

    @Override
    public MessageId id() {
        return delivery.envelope().id();
    }

    @Override
    public String correlationId() {
        return delivery.envelope().correlationId();
    }

    @Override
    public Optional<MessageId> causedBy() {
        return Optional.ofNullable(delivery.envelope().from().causedBy());
    }

    @Override
    public int attempt() {
        return delivery.attempt();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public Map<String, String> headers() {
        return delivery.envelope().from().headers();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return platform.find(type)
                .orElseThrow(() -> new IllegalArgumentException("there is no " + type.getName() + " here"));
    }
}
