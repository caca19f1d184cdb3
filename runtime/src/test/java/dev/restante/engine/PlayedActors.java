package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.Payload;
import java.nio.charset.StandardCharsets;

/** The actors of the engine's tests, and the texts that they are sent. */
final class PlayedActors {

    static final ActorId ALICE = new ActorId("plain", "{0}alice");
    static final ActorId BOB = new ActorId("plain", "{0}bob");
    static final ActorId NARROW = new ActorId("narrow", "{0}n");
    static final ActorId KEEPER = new ActorId("keeper", "{0}k");

    private PlayedActors() {}

    /** An actor of another partition than {@code actor}. */
    static ActorId farFrom(ActorId actor) {
        int partitions = PlayedSettings.few().partitions();
        int here = Placement.partitionOf(actor, partitions);
        for (int i = 0; true; i++) {
            ActorId far = new ActorId("plain", "far-" + i);
            if (Placement.partitionOf(far, partitions) != here) {
                return far;
            }
        }
    }

    static Payload text(String body) {
        return new Payload("Text", 1, body.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
