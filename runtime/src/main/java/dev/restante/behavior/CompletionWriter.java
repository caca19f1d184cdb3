package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.Effect;
import dev.restante.Payload;
import dev.restante.SideEffect;
import dev.restante.SideEffect.Call;
import dev.restante.SideEffect.Cancel;
import dev.restante.SideEffect.Publish;
import dev.restante.SideEffect.Reply;
import dev.restante.SideEffect.Tell;
import dev.restante.SideEffect.TellAfter;
import dev.restante.engine.Completion;
import dev.restante.engine.Envelope;
import dev.restante.engine.Send;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the effect of one message into what the engine commits. Used once, for one message. */
final class CompletionWriter {

    /** What a send costs beside its payload, in bytes, as the engine estimates it. */
    private static final int SEND_OVERHEAD = 160;

    /** Effects are never split over records, so this bounds how far a record can grow beyond its own limit. */
    private static final int MOST_BYTES = 4 << 20;

    private final RegisteredType<?, ?> type;
    private final Surroundings surroundings;
    private final Envelope message;
    private List<Payload> events = List.of();
    private List<Send> sends = List.of();
    private List<String> cancels = List.of();
    private List<Payload> calls = List.of();
    private @Nullable Payload reply;
    private @Nullable Object lastTold;
    private @Nullable Payload lastWritten;
    private long bytes;

    CompletionWriter(RegisteredType<?, ?> type, Surroundings surroundings, Envelope message) {
        this.type = type;
        this.surroundings = surroundings;
        this.message = message;
    }

    /** Keeps an event of the behavior. */
    void addEvent(Object event) {
        Payload written = type.events().write(event);
        if (written == null) {
            throw new IllegalArgumentException(
                    event.getClass().getName() + " is not one of the behavior's events, which are "
                            + String.join(", ", type.events().names()));
        }
        events = append(events, counted(written));
    }

    /** The completion with the side effects of {@code effect} and the events added before. */
    Completion complete(Effect<?> effect) {
        for (SideEffect each : effect.sideEffects()) {
            add(each);
        }
        return new Completion(effect.rejection().orElse(null), reply, events, sends, cancels, calls);
    }

    /** Upper estimate of the completion's size, a payload sent to many counting once. */
    long bytes() {
        return bytes;
    }

    private void add(SideEffect effect) {
        if (effect instanceof Tell tell) {
            Payload payload = payloadOf(tell.to(), tell.message());
            send(new Send(tell.to(), payload, 0, null, tell.correlationId().orElse(null)));
        } else if (effect instanceof TellAfter later) {
            Payload payload = payloadOf(later.to(), later.message());
            send(new Send(
                    later.to(), payload, millis(later.delay()), later.timer().orElse(null), null));
        } else if (effect instanceof Reply given) {
            reply(given.answer());
        } else if (effect instanceof Publish publish) {
            publish(publish.topic(), publish.event());
        } else if (effect instanceof Cancel cancel) {
            cancels = append(cancels, cancel.timer());
        } else if (effect instanceof Call call) {
            calls = append(calls, counted(request(call.request())));
        }
    }

    /**
     * An actor that does not take the answer to what it sent made a mistake of its own. Failing for it would hold up everybody else who sends
     * to this actor, so the answer is kept with the outcome, as for the outside.
     */
    private void reply(Object answer) {
        ActorId sender = message.from().sender();
        if (sender != null && surroundings.receivers().takes(sender, answer)) {
            send(new Send(sender, payloadOf(sender, answer), 0, null, null));
        } else {
            reply = counted(surroundings.codecs().of(answer).write(answer));
        }
    }

    private void publish(ActorId topic, Object event) {
        surroundings.receivers().checkNamed(topic, PublishedEvent.NAME);
        Payload body = surroundings.codecs().of(event).write(event);
        send(new Send(topic, counted(PublishedEvent.wrap(body)), 0, null, null));
    }

    /** Serializes what is told to many receivers in a row once. */
    private Payload payloadOf(ActorId to, Object told) {
        boolean serialized = told instanceof Payload;
        if (!serialized) {
            surroundings.receivers().check(to, told);
        }
        if (told == lastTold && lastWritten != null) {
            return lastWritten;
        }
        Payload payload =
                serialized ? (Payload) told : surroundings.codecs().of(told).write(told);
        lastTold = told;
        lastWritten = payload;
        return counted(payload);
    }

    private Payload request(Object request) {
        Payload written = type.requests().write(request);
        if (written == null) {
            throw new IllegalArgumentException(
                    "the behavior has no call for " + request.getClass().getName());
        }
        return written;
    }

    private void send(Send send) {
        sends = append(sends, send);
        count(SEND_OVERHEAD);
    }

    private Payload counted(Payload payload) {
        count(payload.size());
        return payload;
    }

    private void count(int more) {
        bytes += more;
        if (bytes > MOST_BYTES) {
            throw new IllegalStateException("the effects of one message take more than " + MOST_BYTES + " bytes");
        }
    }

    /** Rounded up, since a delayed message is never early. */
    private static long millis(Duration delay) {
        return delay.plusNanos(999_999).toMillis();
    }

    private static <T> List<T> append(List<T> list, T element) {
        List<T> longer = list.isEmpty() ? new ArrayList<>(4) : list;
        longer.add(element);
        return longer;
    }
}
