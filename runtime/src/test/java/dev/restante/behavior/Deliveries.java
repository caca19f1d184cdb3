package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;
import dev.restante.engine.Delivery;
import dev.restante.engine.Envelope;
import dev.restante.engine.Provenance;
import dev.restante.engine.StateImage;
import dev.restante.engine.Terms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes what a partition would hand over. */
final class Deliveries {

    static final long NOW = 1_900_000_000_000L;
    static final StateImage NO_STATE = new StateImage(null, List.of());

    private final ActorId to;
    private long count;

    Deliveries(String to) {
        this.to = ActorId.parse(to);
    }

    Delivery json(String name, String json) {
        return of(payload(name, json), Provenance.NONE);
    }

    Delivery from(String sender, String name, String json) {
        return of(
                payload(name, json),
                new Provenance(ActorId.parse(sender), new MessageId(3, 3, 3), "conversation", Map.of("h", "v")));
    }

    List<Delivery> several(int number, String name, String json) {
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            deliveries.add(json(name, json));
        }
        return deliveries;
    }

    static Payload payload(String name, String json) {
        return new Payload(name, 1, json.getBytes(StandardCharsets.UTF_8));
    }

    private Delivery of(Payload payload, Provenance from) {
        count++;
        return new Delivery(count, new Envelope(new MessageId(7, 1, count), to, payload, from, Terms.sentAt(NOW)), 1);
    }
}
