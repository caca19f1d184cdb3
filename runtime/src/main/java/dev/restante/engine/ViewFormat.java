package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.MailboxDepth;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Payload;
import dev.restante.WaitingMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What a partition shows of itself to people, as bytes. */
final class ViewFormat {

    private ViewFormat() {}

    /** Whether a figure is below zero: a partition counts what travels as what it sent less what arrived at it. */
    static boolean isSigned(Audit audit) {
        return figures(audit).anyMatch(figure -> figure < 0);
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

    static final class Writer {

        private final BytesWriter out;
        private final EnvelopeFormat.Writer parts;

        Writer(BytesWriter out) {
            this.out = out;
            this.parts = new EnvelopeFormat.Writer(out);
        }

        void write(MessageStatus status) {
            parts.id(status.id());
            parts.actor(status.actor());
            out.put(Codes.of(status.state())).putNumber(status.attempts());
            time(status.acceptedAt());
            EnvelopeFormat.putOptionalPayload(out, status.reply().orElse(null));
            out.putOptionalText(status.reason().orElse(null));
            out.putBoolean(status.causedBy().isPresent());
            status.causedBy().ifPresent(parts::id);
        }

        void write(ActorStatus status) {
            parts.actor(status.actor());
            out.putNumber(status.partition()).putNumber(status.depth()).putNumber(status.delayed());
            out.putNumber(status.dead()).putBoolean(status.paused());
            out.putBoolean(status.oldest().isPresent());
            status.oldest().ifPresent(this::time);
            out.putNumber(status.attempt()).putNumber(status.processed());
            EnvelopeFormat.putOptionalPayload(out, status.state().orElse(null));
        }

        void write(StateImage image) {
            EnvelopeFormat.putOptionalPayload(out, image.state());
            out.putNumber(image.events().size());
            image.events().forEach(parts::payload);
        }

        void write(MailboxDepth depth) {
            parts.actor(depth.actor());
            out.putNumber(depth.depth()).putBoolean(depth.paused());
        }

        void write(WaitingMessage message) {
            parts.id(message.id());
            out.putNumber(message.position());
            parts.payload(message.payload());
            out.putNumber(message.attempts());
            time(message.sentAt());
            optionalActor(message.sender());
            out.putBoolean(message.begun());
        }

        void write(DeadLetter letter) {
            parts.id(letter.id());
            parts.actor(letter.actor());
            parts.payload(letter.payload());
            out.putNumber(letter.attempts()).putText(letter.reason()).putText(letter.detail());
            time(letter.acceptedAt());
            time(letter.diedAt());
            optionalActor(letter.sender());
        }

        void write(Audit audit, boolean signed) {
            figures(audit).forEach(signed ? out::putFixed : out::putNumber);
        }

        private void optionalActor(Optional<ActorId> actor) {
            out.putBoolean(actor.isPresent());
            actor.ifPresent(parts::actor);
        }

        private void time(Instant time) {
            out.putNumber(time.toEpochMilli());
        }
    }

    static final class Reader {

        private final BytesReader in;
        private final EnvelopeFormat.Reader parts;

        Reader(BytesReader in) {
            this.in = in;
            this.parts = new EnvelopeFormat.Reader(in);
        }

        private List<Payload> payloads() {
            int count = in.getCount();
            List<Payload> payloads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                payloads.add(parts.payload());
            }
            return List.copyOf(payloads);
        }

        MessageStatus messageStatus() {
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

        ActorStatus actorStatus() {
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

        StateImage stateImage() {
            return new StateImage(EnvelopeFormat.getOptionalPayload(in), payloads());
        }

        MailboxDepth mailboxDepth() {
            return new MailboxDepth(parts.actor(), in.getNumber(), in.getBoolean());
        }

        WaitingMessage waitingMessage() {
            return new WaitingMessage(
                    parts.id(), in.getNumber(), parts.payload(), in.getInt(), time(), optionalActor(), in.getBoolean());
        }

        DeadLetter deadLetter() {
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

        Audit audit(boolean signed) {
            LongSupplier figure = signed ? in::getFixed : in::getNumber;
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
