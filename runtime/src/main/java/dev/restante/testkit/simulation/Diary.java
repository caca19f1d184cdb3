package dev.restante.testkit.simulation;

import dev.restante.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The state of a scripted actor: every message it applied, in order, what it sent, and its balance. */
final class Diary {

    static final String NAME = "Diary";
    static final String EVENT = "Applied";
    static final long OPENING_BALANCE = 1_000;

    private final List<Label> entries = new ArrayList<>();
    private final int[] told;
    private final int[] delayed;
    private int calls;
    private long balance = OPENING_BALANCE;

    Diary(int actors) {
        told = new int[actors];
        delayed = new int[actors];
    }

    List<Label> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** How many messages the actor told {@code receiver}. */
    int told(int receiver) {
        return told[receiver];
    }

    int delayed(int receiver) {
        return delayed[receiver];
    }

    int calls() {
        return calls;
    }

    long balance() {
        return balance;
    }

    void add(Label label) {
        entries.add(label);
    }

    int nextTold(int receiver) {
        return ++told[receiver];
    }

    int nextDelayed(int receiver) {
        return ++delayed[receiver];
    }

    int nextCall() {
        return ++calls;
    }

    void change(long cents) {
        balance += cents;
    }

    Payload toPayload() {
        return write(NAME, entries);
    }

    /** The last entry and what else it changed, for actors whose state is built from events. */
    Payload lastEvent() {
        return write(EVENT, entries.subList(entries.size() - 1, entries.size()));
    }

    /** Takes over a whole state, or adds an event. */
    Diary apply(Payload payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload.bytes()))) {
            balance = in.readLong();
            calls = in.readInt();
            readCounts(told, in);
            readCounts(delayed, in);
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                entries.add(ScriptedMessage.readLabel(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private Payload write(String name, List<Label> written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 9 * written.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(balance);
            out.writeInt(calls);
            writeCounts(told, out);
            writeCounts(delayed, out);
            out.writeInt(written.size());
            for (Label label : written) {
                ScriptedMessage.writeLabel(label, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Payload(name, 1, bytes.toByteArray());
    }

    private static void writeCounts(int[] counts, DataOutputStream out) throws IOException {
        for (int count : counts) {
            out.writeInt(count);
        }
    }

    private static void readCounts(int[] counts, DataInputStream in) throws IOException {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.readInt();
        }
    }
}
