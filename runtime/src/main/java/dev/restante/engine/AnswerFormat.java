package dev.restante.engine;

import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.MailboxDepth;
import dev.restante.MessageStatus;
import dev.restante.Operations.Cancellation;
import dev.restante.WaitingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        private final ViewFormat.Writer views;

        Writer(BytesWriter out) {
            this.out = out;
            this.views = new ViewFormat.Writer(out);
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
                views.write(status);
            } else if (value instanceof ActorStatus status) {
                out.put(ACTOR_STATUS);
                views.write(status);
            } else if (value instanceof StateImage image) {
                out.put(STATE_IMAGE);
                views.write(image);
            } else if (value instanceof WaitingMessage message) {
                out.put(WAITING_MESSAGE);
                views.write(message);
            } else if (value instanceof MailboxDepth depth) {
                out.put(MAILBOX_DEPTH);
                views.write(depth);
            } else if (value instanceof DeadLetter letter) {
                out.put(DEAD_LETTER);
                views.write(letter);
            } else if (value instanceof Audit audit) {
                boolean signed = ViewFormat.isSigned(audit);
                out.put(signed ? SIGNED_AUDIT : AUDIT);
                views.write(audit, signed);
            } else {
                throw new IllegalArgumentException(
                        "no request is answered with " + value.getClass().getName());
            }
        }
    }

    private static final class Reader {

        private final BytesReader in;
        private final ViewFormat.Reader views;

        Reader(BytesReader in) {
            this.in = in;
            this.views = new ViewFormat.Reader(in);
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
                case MESSAGE_STATUS -> views.messageStatus();
                case ACTOR_STATUS -> views.actorStatus();
                case STATE_IMAGE -> views.stateImage();
                case WAITING_MESSAGE -> views.waitingMessage();
                case MAILBOX_DEPTH -> views.mailboxDepth();
                case DEAD_LETTER -> views.deadLetter();
                case AUDIT -> views.audit(false);
                case SIGNED_AUDIT -> views.audit(true);
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
    }
}
