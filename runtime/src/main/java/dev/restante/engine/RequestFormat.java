package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import org.jspecify.annotations.Nullable;

/** What operators and readers on one node ask of a partition on another, as bytes: a version, a kind, its fields. */
public final class RequestFormat {

    private static final int PAUSE = 0;
    private static final int RESUME = 1;
    private static final int PURGE = 2;
    private static final int CANCEL = 3;
    private static final int STATUS = 4;
    private static final int DESCRIBE = 5;
    private static final int IMAGE = 6;
    private static final int PEEK = 7;
    private static final int DEEPEST = 8;
    private static final int DEAD_LETTERS = 9;
    private static final int DEAD_LETTER_BY_ID = 10;
    private static final int REDRIVE = 11;
    private static final int DISCARD = 12;
    private static final int RECOUNT = 13;

    private RequestFormat() {}

    public static byte[] write(int version, Request request) {
        BytesWriter out = new BytesWriter(64).put(version);
        Writer to = new Writer(out);
        if (request instanceof Request.Pause pause) {
            to.kind(PAUSE).actor(pause.actor());
        } else if (request instanceof Request.Resume resume) {
            to.kind(RESUME).actor(resume.actor());
        } else if (request instanceof Request.Purge purge) {
            to.kind(PURGE).actor(purge.actor());
        } else if (request instanceof Request.Cancel cancel) {
            to.kind(CANCEL).actor(cancel.actor()).text(cancel.idOrKey());
        } else if (request instanceof Request.Status status) {
            to.kind(STATUS).actor(status.actor()).text(status.idOrKey());
        } else if (request instanceof Request.Describe describe) {
            to.kind(DESCRIBE).actor(describe.actor());
        } else if (request instanceof Request.Image image) {
            to.kind(IMAGE).actor(image.actor());
        } else if (request instanceof Request.Peek peek) {
            to.kind(PEEK).actor(peek.actor()).number(peek.limit());
        } else {
            writeOfPartition(request, to);
        }
        return out.toBytes();
    }

    /** Those that are not about one actor. */
    private static void writeOfPartition(Request request, Writer to) {
        if (request instanceof Request.Deepest deepest) {
            to.kind(DEEPEST).optionalText(deepest.type()).number(deepest.limit());
        } else if (request instanceof Request.DeadLetters letters) {
            to.kind(DEAD_LETTERS).optionalText(letters.type());
            to.optionalActor(letters.actor()).optionalId(letters.after()).number(letters.limit());
        } else if (request instanceof Request.DeadLetterById letter) {
            to.kind(DEAD_LETTER_BY_ID).id(letter.id());
        } else if (request instanceof Request.Redrive redrive) {
            to.kind(REDRIVE).id(redrive.id());
            EnvelopeFormat.putOptionalPayload(to.out, redrive.corrected());
        } else if (request instanceof Request.Discard discard) {
            to.kind(DISCARD).id(discard.id());
        } else if (request instanceof Request.Recount) {
            to.kind(RECOUNT);
        } else {
            throw new IllegalArgumentException(
                    "nothing writes " + request.getClass().getName());
        }
    }

    /**
     * Reads a request.
     *
     * @throws CorruptLogException when the bytes are not what {@link #write} wrote, in this release or one before
     */
    public static Request read(byte[] bytes) {
        BytesReader in = new BytesReader("request to a partition", bytes);
        in.getVersion();
        Request request = read(in.get(), in, new EnvelopeFormat.Reader(in));
        in.expectEnd();
        return request;
    }

    private static Request read(int kind, BytesReader in, EnvelopeFormat.Reader ids) {
        return switch (kind) {
            case PAUSE -> new Request.Pause(ids.actor());
            case RESUME -> new Request.Resume(ids.actor());
            case PURGE -> new Request.Purge(ids.actor());
            case CANCEL -> new Request.Cancel(ids.actor(), in.getText());
            case STATUS -> new Request.Status(ids.actor(), in.getText());
            case DESCRIBE -> new Request.Describe(ids.actor());
            case IMAGE -> new Request.Image(ids.actor());
            case PEEK -> new Request.Peek(ids.actor(), in.getInt());
            case DEEPEST -> new Request.Deepest(in.getOptionalText(), in.getInt());
            case DEAD_LETTERS ->
                new Request.DeadLetters(
                        in.getOptionalText(),
                        in.getBoolean() ? ids.actor() : null,
                        in.getBoolean() ? ids.id() : null,
                        in.getInt());
            case DEAD_LETTER_BY_ID -> new Request.DeadLetterById(ids.id());
            case REDRIVE -> new Request.Redrive(ids.id(), EnvelopeFormat.getOptionalPayload(in));
            case DISCARD -> new Request.Discard(ids.id());
            case RECOUNT -> new Request.Recount();
            default -> throw in.corrupt("kind " + kind + " is not one of 0 to " + RECOUNT);
        };
    }

    /** Fields one after the other. */
    private static final class Writer {

        private final BytesWriter out;
        private final EnvelopeFormat.Writer ids;

        Writer(BytesWriter out) {
            this.out = out;
            this.ids = new EnvelopeFormat.Writer(out);
        }

        Writer kind(int kind) {
            out.put(kind);
            return this;
        }

        Writer number(long number) {
            out.putNumber(number);
            return this;
        }

        Writer text(String text) {
            out.putText(text);
            return this;
        }

        Writer optionalText(@Nullable String text) {
            out.putOptionalText(text);
            return this;
        }

        Writer actor(ActorId actor) {
            ids.actor(actor);
            return this;
        }

        Writer optionalActor(@Nullable ActorId actor) {
            out.putBoolean(actor != null);
            return actor == null ? this : actor(actor);
        }

        Writer id(MessageId id) {
            ids.id(id);
            return this;
        }

        Writer optionalId(@Nullable MessageId id) {
            out.putBoolean(id != null);
            return id == null ? this : id(id);
        }
    }
}
