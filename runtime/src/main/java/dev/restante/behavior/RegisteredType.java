package dev.restante.behavior;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.restante.DurableBehavior;
import dev.restante.MailboxSettings.Overflow;
import dev.restante.Registration;
import dev.restante.RetryPolicy.Exhausted;
import dev.restante.engine.TypeSettings;

/** An actor type with its behavior and the codecs of all that the behavior keeps. Immutable. */
record RegisteredType<M, S>(
        String name,
        DurableBehavior<M, S> behavior,
        CodecFamily<M> messages,
        CodecFamily<S> states,
        CodecFamily<Object> events,
        CodecFamily<Object> requests) {

    /**
     * Checks everything that {@code registration} declares.
     *
     * @throws IllegalArgumentException when something cannot be serialized; names actor type, record and component
     */
    static RegisteredType<?, ?> of(Registration<?> registration, Codecs codecs) {
        String name = registration.type().name();
        try {
            return of(name, registration.behavior(), codecs);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("actor type '" + name + "' cannot be registered: " + e.getMessage(), e);
        }
    }

    static <M, S> RegisteredType<M, S> of(String name, DurableBehavior<M, S> behavior, Codecs codecs) {
        behavior.messageTypes().forEach(RegisteredType::checkUntagged);
        behavior.replyTypes().forEach(codecs::of);
        return new RegisteredType<>(
                name,
                behavior,
                new CodecFamily<>(codecs, behavior.messageTypes()),
                new CodecFamily<>(codecs, behavior.stateTypes()),
                new CodecFamily<>(codecs, behavior.eventTypes()),
                new CodecFamily<>(codecs, behavior.requestTypes()));
    }

    TypeSettings settings() {
        return new TypeSettings(
                name,
                messages.allNames(),
                behavior.mailbox().capacity(),
                behavior.mailbox().capacityBytes(),
                behavior.mailbox().overflow() == Overflow.DEFER,
                behavior.retry().attempts(),
                behavior.retry().firstBackoff().toMillis(),
                behavior.retry().maxBackoff().toMillis(),
                behavior.retry().afterwards() == Exhausted.PAUSE,
                behavior.eventSourced());
    }

    /** Jackson passes type tags down to the records, and would then ask for one in each body from outside. */
    private static void checkUntagged(Class<?> message) {
        if (isTagged(message)) {
            throw new IllegalArgumentException(
                    message.getName()
                            + " must not have @JsonTypeInfo, not on its sealed interface either: messages are told apart by name");
        }
    }

    private static boolean isTagged(Class<?> type) {
        if (type.isAnnotationPresent(JsonTypeInfo.class)) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (isTagged(parent)) {
                return true;
            }
        }
        return false;
    }
}
