package dev.restante.testkit.simulation;

import dev.restante.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The reply of a scripted actor: {@code label} stands at {@code index} of its diary. */
record ScriptedReply(int index, Label label) {

    Payload toPayload() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(index);
            ScriptedMessage.writeLabel(label, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Payload("Played", 1, bytes.toByteArray());
    }

    static ScriptedReply read(Payload payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload.bytes()))) {
            return new ScriptedReply(in.readInt(), ScriptedMessage.readLabel(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
