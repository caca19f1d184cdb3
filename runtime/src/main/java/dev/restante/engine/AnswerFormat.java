package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.MailboxDepth;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Operations.Cancellation;
import dev.restante.Payload;
import dev.restante.WaitingMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** The answers to {@link Request}s, as bytes: a version, then a value that says of what kind it is. */
public final class AnswerFormat {

    private static final int BOOLEAN = 0;
    private static final int LONG = 1;
    private static final int EMPTY = 2;
    private static final int PRESENT = 3;
    private static final int LIST = 4;
    private static final int CANCELLATION = 5;
    private static final int MESSAGE_STATUS = 6;
    private static final int ACTOR_STATUS = 7;
    private static final int STATE_IMAGE = 8;
    private static final int WAITING_MESSAGE = 9;
    private static final int MAILBOX_DEPTH = 10;
    private static final int DEAD_LETTER = 11;
    private static final int AUDIT = 12;

    /** As {@link #AUDIT}, with numbers below zero: a partition counts what travels as what it sent less what arrived at it. */
    private static final int SIGNED_AUDIT = 13;

    /** An answer is a value, a list or an optional one, and nothing deeper. */
    private static final int MOST_DEPTH = 2;

    private AnswerFormat() {}

    /**
     * Writes the answer to a request.
     *
     * @throws IllegalArgumentException when no request is answered with such a value
     */
    public static byte[] write(int version, Object answer) {
        BytesWriter out = new BytesWriter(128).put(version);
        new Writer(out).value(answer);
        return out.toBytes();
    }

    /**
     * Reads an answer.
     *
     * @throws CorruptLogException when the bytes are not what {@link #write} wrote, in this release or one before
     */
    public static Object read(byte[] bytes) {
        BytesReader in = new BytesReader("answer of a partition", bytes);
        in.getVersion();
        Object answer = new Reader(in).value(MOST_DEPTH);
        in.expectEnd();
        return answer;
    }

    private static final class Writer {

        private final BytesWriter out;
        private final EnvelopeFormat.Writer parts;

        Writer(BytesWriter out) {
            this.out = out;
            this.parts = new EnvelopeFormat.Writer(out);
        }

        void value(Object value) {
            if (value instanceof Boolean truth) {
                out.put(BOOLEAN).putBoolean(truth);
            } else if (value instanceof Long number) {
                out.put(LONG).putNumber(number);
            } else if (value instanceof Cancellation cancellation) {
                out.put(CANCELLATION).put(Codes.of(cancellation));
            } else if (value instanceof Optional<?> optional) {
                out.put(optional.isPresent() ? PRESENT : EMPTY);
                optional.ifPresent(this::value);
            } else if (value instanceof List<?> list) {
                out.put(LIST).putNumber(list.size());
                list.forEach(this::value);
            } else {
                record(value);
            }
        }

        private void record(Object value) {
            if (value instanceof MessageStatus status) {
                out.put(MESSAGE_STATUS);
                write(status);
            } else if (value instanceof ActorStatus status) {
                out.put(ACTOR_STATUS);
                write(status);
            } else if (value instanceof StateImage image) {
                out.put(STATE_IMAGE);
                EnvelopeFormat.putOptionalPayload(out, image.state());
                out.putNumber(image.events().size());
                image.events().forEach(parts::payload);
            } else if (value instanceof WaitingMessage message) {
                out.put(WAITING_MESSAGE);
                write(message);
            } else if (value instanceof MailboxDepth depth) {
                out.put(MAILBOX_DEPTH);
                parts.actor(depth.actor());
                out.putNumber(depth.depth()).putBoolean(depth.paused());
            } else if (value instanceof DeadLetter letter) {
                out.put(DEAD_LETTER);
                write(letter);
            } else if (value instanceof Audit audit) {
                write(audit);
            } else {
                throw new IllegalArgumentException(
                        "no request is answered with " + value.getClass().getName());
            }
        }

        private void write(MessageStatus status) {
            parts.id(status.id());
            parts.actor(status.actor());
            out.put(Codes.of(status.state())).putNumber(status.attempts());
            time(status.acceptedAt());
            EnvelopeFormat.putOptionalPayload(out, status.reply().orElse(null));
            out.putOptionalText(status.reason().orElse(null));
            out.putBoolean(status.causedBy().isPresent());
            status.causedBy().ifPresent(parts::id);
        }

        private void write(ActorStatus status) {
            parts.actor(status.actor());
            out.putNumber(status.partition()).putNumber(status.depth()).putNumber(status.delayed());
            out.putNumber(status.dead()).putBoolean(status.paused());
            out.putBoolean(status.oldest().isPresent());
            status.oldest().ifPresent(this::time);
            out.putNumber(status.attempt()).putNumber(status.processed());
            EnvelopeFormat.putOptionalPayload(out, status.state().orElse(null));
        }

        private void write(WaitingMessage message) {
            parts.id(message.id());
            out.putNumber(message.position());
            parts.payload(message.payload());
            out.putNumber(message.attempts());
            time(message.sentAt());
            optionalActor(message.sender());
            out.putBoolean(message.begun());
        }

        private void write(DeadLetter letter) {
            parts.id(letter.id());
            parts.actor(letter.actor());
            parts.payload(letter.payload());
            out.putNumber(letter.attempts()).putText(letter.reason()).putText(letter.detail());
            time(letter.acceptedAt());
            time(letter.diedAt());
            optionalActor(letter.sender());
        }

        private void write(Audit audit) {
            boolean signed = figures(audit).anyMatch(figure -> figure < 0);
            out.put(signed ? SIGNED_AUDIT : AUDIT);
            figures(audit).forEach(signed ? out::putFixed : out::putNumber);
        }

        private static LongStream figures(Audit audit) {
            return LongStream.of(
                    audit.accepted(),
                    audit.processed(),
                    audit.rejected(),
                    audit.pending(),
                    audit.delayed(),
                    audit.dead(),
                    audit.expired(),
                    audit.cancelled(),
                    audit.purged());
        }

        private void optionalActor(Optional<ActorId> actor) {
            out.putBoolean(actor.isPresent());
            actor.ifPresent(parts::actor);
        }

        private void time(Instant time) {
            out.putNumber(time.toEpochMilli());
        }
    }

    private static final class Reader {

        private final BytesReader in;
        private final EnvelopeFormat.Reader parts;

        Reader(BytesReader in) {
            this.in = in;
            this.parts = new EnvelopeFormat.Reader(in);
        }

        Object value(int depth) {
            int kind = in.get();
            if (depth == 0) {
                throw in.corrupt("an answer within an answer within an answer");
            }
            return switch (kind) {
                case BOOLEAN -> in.getBoolean();
                case LONG -> in.getNumber();
                case EMPTY -> Optional.empty();
                case PRESENT -> Optional.of(value(depth - 1));
                case LIST -> list(depth - 1);
                case CANCELLATION -> Codes.cancellation(in);
                case MESSAGE_STATUS -> messageStatus();
                case ACTOR_STATUS -> actorStatus();
                case STATE_IMAGE -> new StateImage(EnvelopeFormat.getOptionalPayload(in), payloads());
                case WAITING_MESSAGE -> waitingMessage();
                case MAILBOX_DEPTH -> new MailboxDepth(parts.actor(), in.getNumber(), in.getBoolean());
                case DEAD_LETTER -> deadLetter();
                case AUDIT -> audit(in::getNumber);
                case SIGNED_AUDIT -> audit(in::getFixed);
                default -> throw in.corrupt("kind " + kind + " is not one of 0 to " + SIGNED_AUDIT);
            };
        }

        private List<Object> list(int depth) {
            int count = in.getCount();
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                list.add(value(depth));
            }
            return List.copyOf(list);
        }

        private List<Payload> payloads() {
            int count = in.getCount();
            List<Payload> payloads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                payloads.add(parts.payload());
            }
            return List.copyOf(payloads);
        }

        private MessageStatus messageStatus() {
            MessageId id = parts.id();
            ActorId actor = parts.actor();
            MessageState state = Codes.state(in);
            int attempts = in.getInt();
            Instant acceptedAt = time();
            Optional<Payload> reply = Optional.ofNullable(EnvelopeFormat.getOptionalPayload(in));
            Optional<String> reason = Optional.ofNullable(in.getOptionalText());
            Optional<MessageId> causedBy = in.getBoolean() ? Optional.of(parts.id()) : Optional.empty();
            return new MessageStatus(id, actor, state, attempts, acceptedAt, reply, reason, causedBy);
        }

        private ActorStatus actorStatus() {
            return new ActorStatus(
                    parts.actor(),
                    in.getInt(),
                    in.getNumber(),
                    in.getNumber(),
                    in.getNumber(),
                    in.getBoolean(),
                    in.getBoolean() ? Optional.of(time()) : Optional.empty(),
                    in.getInt(),
                    in.getNumber(),
                    Optional.ofNullable(EnvelopeFormat.getOptionalPayload(in)));
        }

        private WaitingMessage waitingMessage() {
            return new WaitingMessage(
                    parts.id(), in.getNumber(), parts.payload(), in.getInt(), time(), optionalActor(), in.getBoolean());
        }

        private DeadLetter deadLetter() {
            return new DeadLetter(
                    parts.id(),
                    parts.actor(),
                    parts.payload(),
                    in.getInt(),
                    in.getText(),
                    in.getText(),
                    time(),
                    time(),
                    optionalActor());
        }

        private static Audit audit(LongSupplier figure) {
            return new Audit(
                    figure.getAsLong(),
                    figure.getAsLong(),
                    figure.getAsLong(),
                    figure.getAsLong(),
                    figure.getAsLong(),
                    figure.getAsLong(),
                    figure.getAsLong(),
                    figure.getAsLong(),
                    figure.getAsLong());
        }

        private Optional<ActorId> optionalActor() {
            return in.getBoolean() ? Optional.of(parts.actor()) : Optional.empty();
        }

        private Instant time() {
            return Instant.ofEpochMilli(in.getNumber());
        }
    }
}
