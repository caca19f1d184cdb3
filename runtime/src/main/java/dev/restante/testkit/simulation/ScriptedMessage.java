package dev.restante.testkit.simulation;

import dev.restante.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that says itself what its receiver does.
 *
 * @param notBefore it must not be handled earlier, epoch milliseconds, 0 for none
 * @param cause what its sender had done when it sent it; null for clients
 * @param padding bytes that are only there for their size
 */
record ScriptedMessage(
        Label label, long notBefore, @Nullable Cause cause, List<Step> steps, int padding) {

    static final String NAME = "Play";

    private static final List<Step.Kind> KINDS = List.of(Step.Kind.values());

    /** The sender's diary showed {@code label} at {@code index}. */
    record Cause(int actor, int index, Label label) {}

    Payload toPayload() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + padding);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeLabel(label, out);
            out.writeLong(notBefore);
            out.writeBoolean(cause != null);
            if (cause != null) {
                out.writeInt(cause.actor);
                out.writeInt(cause.index);
                writeLabel(cause.label, out);
            }
            writeSteps(steps, out);
            out.writeInt(padding);
            out.write(new byte[padding]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Payload(NAME, 1, bytes.toByteArray());
    }

    static ScriptedMessage read(Payload payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload.bytes()))) {
            Label label = readLabel(in);
            long notBefore = in.readLong();
            Cause cause = in.readBoolean() ? new Cause(in.readInt(), in.readInt(), readLabel(in)) : null;
            return new ScriptedMessage(label, notBefore, cause, readSteps(in), in.readInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(Step.Kind kind) {
        return steps.stream().anyMatch(step -> step.kind() == kind);
    }

    static void writeLabel(Label label, DataOutputStream out) throws IOException {
        out.writeInt(label.lane());
        out.writeByte(label.receiver());
        out.writeInt(label.number());
    }

    static Label readLabel(DataInputStream in) throws IOException {
        return new Label(in.readInt(), in.readByte(), in.readInt());
    }

    private static void writeSteps(List<Step> steps, DataOutputStream out) throws IOException {
        out.writeByte(steps.size());
        for (Step step : steps) {
            out.writeByte(KINDS.indexOf(step.kind()));
            out.writeByte(step.actor());
            out.writeInt(step.amount());
            out.writeByte(step.timer());
            writeSteps(step.then(), out);
        }
    }

    private static List<Step> readSteps(DataInputStream in) throws IOException {
        int count = in.readByte();
        List<Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Step.Kind kind = KINDS.get(in.readByte());
            steps.add(new Step(kind, in.readByte(), in.readInt(), in.readByte(), readSteps(in)));
        }
        return steps;
    }
}
