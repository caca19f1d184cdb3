package dev.restante.persistence.contract;

import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Fails when a plugin serializes without the transport information that references to actors need. */
public final class SealedLetterSerializer extends SerializerWithStringManifest {

    private final ExtendedActorSystem system;

    /** Created by Pekko. */
    public SealedLetterSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public int identifier() {
        return 771_001;
    }

    @Override
    public String manifest(Object letter) {
        return "letter";
    }

    @Override
    public byte[] toBinary(Object letter) {
        requireTransportInformation();
        return Serialization.serializedActorPath(((SealedLetter) letter).addressee())
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        requireTransportInformation();
        return new SealedLetter(system.provider().resolveActorRef(new String(bytes, StandardCharsets.UTF_8)));
    }

    private void requireTransportInformation() {
        Serialization.Information information = Serialization.getCurrentTransportInformation();
        if (information == null || information.system() != system) {
            throw new IllegalStateException("no transport information of this actor system");
        }
    }
}
