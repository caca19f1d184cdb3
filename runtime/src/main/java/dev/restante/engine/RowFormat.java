package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Payload;
import org.jspecify.annotations.Nullable;

/** The values of stored rows. Each begins with the version of its format. */
final class RowFormat {

    private RowFormat() {}

    /** Counts and marks of one actor. */
    record Header(
            long processed,
            long rejected,
            long expired,
            long cancelled,
            long purged,
            long events,
            @Nullable String pausedFor) {

        static final Header NEW = new Header(0, 0, 0, 0, 0, 0, null);

        Header pausedFor(@Nullable String reason) {
            return new Header(processed, rejected, expired, cancelled, purged, events, reason);
        }

        Header withEvents(long newEvents) {
            return new Header(processed, rejected, expired, cancelled, purged, newEvents, pausedFor);
        }

        /** The counts of two actors together. */
        Header plus(Header other) {
            return new Header(
                    processed + other.processed,
                    rejected + other.rejected,
                    expired + other.expired,
                    cancelled + other.cancelled,
                    purged + other.purged,
                    0,
                    null);
        }

        /** Counts one more message that ended so. */
        Header counting(MessageState end, long messages) {
            return new Header(
                    processed + (end == MessageState.PROCESSED ? messages : 0),
                    rejected + (end == MessageState.REJECTED ? messages : 0),
                    expired + (end == MessageState.EXPIRED ? messages : 0),
                    cancelled + (end == MessageState.CANCELLED ? messages : 0),
                    purged + (end == MessageState.PURGED ? messages : 0),
                    events,
                    pausedFor);
        }
    }

    /** A stored state and how many events it includes. */
    record State(long events, Payload payload) {}

    /** A remembered client key; {@code expiry} is 0 until the message has its outcome. */
    record Key(byte[] hash, MessageId id, long expiry) {}

    /** A waiting message. */
    record Pending(Envelope envelope, long acceptedAt, boolean undecided) {}

    /** A delayed message: held for its receiver if it came from a courier, else not sent yet. */
    record Timer(
            boolean held, @Nullable ActorId owner, @Nullable String name, Envelope envelope, long acceptedAt) {}

    /** A call to the outside world that has no answer yet. */
    record Call(ActorId actor, Payload request, MessageId causedBy, String correlationId) {}

    /** A message that was given up. */
    record Dead(Envelope envelope, int attempts, String reason, String detail, long acceptedAt, long diedAt) {}

    /** When an outcome is to be forgotten, and the client key with it, if the message had one; the key of the row says of which message. */
    record Expiry(ActorId actor, @Nullable String key) {}

    static byte[] write(int version, Header header) {
        BytesWriter out = start(version, 24);
        out.putNumber(header.processed).putNumber(header.rejected).putNumber(header.expired);
        out.putNumber(header.cancelled).putNumber(header.purged).putNumber(header.events);
        return out.putOptionalText(header.pausedFor).toBytes();
    }

    static Header readHeader(byte[] bytes) {
        BytesReader in = open("actor header", bytes);
        Header header = new Header(
                in.getNumber(),
                in.getNumber(),
                in.getNumber(),
                in.getNumber(),
                in.getNumber(),
                in.getNumber(),
                in.getOptionalText());
        return whole(header, in);
    }

    static byte[] write(int version, State state) {
        Payload payload = state.payload;
        BytesWriter out = start(version, payload.size() + payload.name().length() + 16);
        out.putNumber(state.events).putText(payload.name()).putNumber(payload.version());
        return out.putBytes(payload.bytes()).toBytes();
    }

    static State readState(byte[] bytes) {
        BytesReader in = open("actor state", bytes);
        return whole(new State(in.getNumber(), new Payload(in.getText(), in.getInt(), in.getBytes())), in);
    }

    static byte[] writePayload(int version, Payload payload) {
        BytesWriter out = start(version, payload.size() + payload.name().length() + 12);
        return out.putText(payload.name())
                .putNumber(payload.version())
                .putBytes(payload.bytes())
                .toBytes();
    }

    static Payload readPayload(byte[] bytes) {
        BytesReader in = open("event", bytes);
        return whole(new Payload(in.getText(), in.getInt(), in.getBytes()), in);
    }

    static byte[] write(int version, Key key) {
        BytesWriter out = start(version, 40).putBytes(key.hash).putNumber(key.expiry);
        new EnvelopeFormat.Writer(out).id(key.id);
        return out.toBytes();
    }

    static Key readKey(byte[] bytes) {
        BytesReader in = open("client key", bytes);
        byte[] hash = in.getBytes();
        long expiry = in.getNumber();
        return whole(new Key(hash, new EnvelopeFormat.Reader(in).id(), expiry), in);
    }

    static byte[] write(int version, Pending pending) {
        BytesWriter out = start(version, pending.envelope.size());
        out.putNumber(pending.acceptedAt).putBoolean(pending.undecided);
        new EnvelopeFormat.Writer(out).envelope(pending.envelope);
        return out.toBytes();
    }

    static Pending readPending(byte[] bytes) {
        BytesReader in = open("pending message", bytes);
        long acceptedAt = in.getNumber();
        boolean undecided = in.getBoolean();
        return whole(new Pending(new EnvelopeFormat.Reader(in).envelope(), acceptedAt, undecided), in);
    }

    static byte[] write(int version, Envelope envelope) {
        BytesWriter out = start(version, envelope.size());
        new EnvelopeFormat.Writer(out).envelope(envelope);
        return out.toBytes();
    }

    static Envelope readEnvelope(byte[] bytes) {
        BytesReader in = open("unacknowledged message", bytes);
        return whole(new EnvelopeFormat.Reader(in).envelope(), in);
    }

    static byte[] write(int version, Timer timer) {
        BytesWriter out = start(version, timer.envelope.size());
        EnvelopeFormat.Writer envelopes = new EnvelopeFormat.Writer(out);
        out.putBoolean(timer.held).putNumber(timer.acceptedAt).putOptionalText(timer.name);
        out.putBoolean(timer.owner != null);
        if (timer.owner != null) {
            envelopes.actor(timer.owner);
        }
        envelopes.envelope(timer.envelope);
        return out.toBytes();
    }

    static Timer readTimer(byte[] bytes) {
        BytesReader in = open("timer", bytes);
        EnvelopeFormat.Reader envelopes = new EnvelopeFormat.Reader(in);
        boolean held = in.getBoolean();
        long acceptedAt = in.getNumber();
        String name = in.getOptionalText();
        ActorId owner = in.getBoolean() ? envelopes.actor() : null;
        return whole(new Timer(held, owner, name, envelopes.envelope(), acceptedAt), in);
    }

    static byte[] write(int version, Call call) {
        BytesWriter out = start(version, call.request.size() + 64);
        EnvelopeFormat.Writer envelopes = new EnvelopeFormat.Writer(out);
        envelopes.actor(call.actor);
        envelopes.payload(call.request);
        envelopes.id(call.causedBy);
        return out.putText(call.correlationId).toBytes();
    }

    static Call readCall(byte[] bytes) {
        BytesReader in = open("call", bytes);
        EnvelopeFormat.Reader envelopes = new EnvelopeFormat.Reader(in);
        return whole(new Call(envelopes.actor(), envelopes.payload(), envelopes.id(), in.getText()), in);
    }

    static byte[] write(int version, Dead dead) {
        BytesWriter out = start(version, dead.envelope.size() + dead.detail.length() + dead.reason.length());
        out.putNumber(dead.attempts).putText(dead.reason).putText(dead.detail);
        out.putNumber(dead.acceptedAt).putNumber(dead.diedAt);
        new EnvelopeFormat.Writer(out).envelope(dead.envelope);
        return out.toBytes();
    }

    static Dead readDead(byte[] bytes) {
        BytesReader in = open("dead letter", bytes);
        int attempts = in.getInt();
        String reason = in.getText();
        String detail = in.getText();
        long acceptedAt = in.getNumber();
        long diedAt = in.getNumber();
        Envelope envelope = new EnvelopeFormat.Reader(in).envelope();
        return whole(new Dead(envelope, attempts, reason, detail, acceptedAt, diedAt), in);
    }

    static byte[] write(int version, Outcome outcome) {
        BytesWriter out = start(version, 96);
        EnvelopeFormat.Writer envelopes = new EnvelopeFormat.Writer(out);
        envelopes.id(outcome.id());
        envelopes.actor(outcome.actor());
        out.put(Codes.of(outcome.state())).putNumber(outcome.position()).putNumber(outcome.attempts());
        out.putNumber(outcome.acceptedAt()).putNumber(outcome.finishedAt());
        out.putOptionalText(outcome.reason()).putOptionalText(outcome.key());
        out.putBoolean(outcome.causedBy() != null);
        if (outcome.causedBy() != null) {
            envelopes.id(outcome.causedBy());
        }
        EnvelopeFormat.putOptionalPayload(out, outcome.reply());
        return out.toBytes();
    }

    static Outcome readOutcome(byte[] bytes) {
        BytesReader in = open("outcome", bytes);
        EnvelopeFormat.Reader envelopes = new EnvelopeFormat.Reader(in);
        MessageId id = envelopes.id();
        ActorId actor = envelopes.actor();
        MessageState state = Codes.state(in);
        long position = in.getNumber();
        int attempts = in.getInt();
        long acceptedAt = in.getNumber();
        long finishedAt = in.getNumber();
        String reason = in.getOptionalText();
        String key = in.getOptionalText();
        MessageId causedBy = in.getBoolean() ? envelopes.id() : null;
        Payload reply = EnvelopeFormat.getOptionalPayload(in);
        return whole(
                new Outcome(id, actor, state, position, attempts, acceptedAt, finishedAt, reply, reason, causedBy, key),
                in);
    }

    static byte[] write(int version, Expiry expiry) {
        BytesWriter out = start(version, 32);
        new EnvelopeFormat.Writer(out).actor(expiry.actor);
        return out.putOptionalText(expiry.key).toBytes();
    }

    static Expiry readExpiry(byte[] bytes) {
        BytesReader in = open("expiry", bytes);
        return whole(new Expiry(new EnvelopeFormat.Reader(in).actor(), in.getOptionalText()), in);
    }

    private static BytesWriter start(int version, int size) {
        return new BytesWriter(size).put(version);
    }

    private static BytesReader open(String what, byte[] bytes) {
        BytesReader in = new BytesReader(what, bytes);
        in.getVersion();
        return in;
    }

    private static <T> T whole(T value, BytesReader in) {
        in.expectEnd();
        return value;
    }
}
