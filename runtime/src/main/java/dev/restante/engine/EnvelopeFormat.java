package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Envelopes in records, rows, bags and frames. Within one piece, names and actor ids that repeat are written once, and so are payloads that are
 * the same array: what one message sends to many costs its payload once.
 */
final class EnvelopeFormat {

    private static final int HAS_SENDER = 1;
    private static final int HAS_CAUSE = 2;
    private static final int HAS_CORRELATION = 4;
    private static final int HAS_HEADERS = 8;
    private static final int HAS_TIMES = 16;
    private static final int WANTS_REPLY = 32;
    private static final int KEEPS_OUTCOME = 64;
    private static final int HAS_KEY = 128;

    private EnvelopeFormat() {}

    /** Writes envelopes into one piece. */
    static final class Writer {
        private final BytesWriter out;
        private final Map<String, Integer> texts = new HashMap<>();
        private final IdentityHashMap<byte[], Integer> payloads = new IdentityHashMap<>();

        Writer(BytesWriter out) {
            this.out = out;
        }

        void envelope(Envelope envelope) {
            Provenance from = envelope.from();
            Terms terms = envelope.terms();
            id(envelope.id());
            actor(envelope.to());
            payload(envelope.payload());
            out.put(flags(from, terms));
            out.putNumber(terms.sentAt());
            if (from.sender() != null) {
                actor(from.sender());
            }
            if (from.causedBy() != null) {
                id(from.causedBy());
            }
            if (from.correlationId() != null) {
                out.putText(from.correlationId());
            }
            if (!from.headers().isEmpty()) {
                headers(from.headers());
            }
            if (hasTimes(terms)) {
                out.putNumber(terms.notBefore()).putNumber(terms.expiresAt()).putNumber(terms.acceptBy());
                out.putBoolean(terms.afterDeferral());
            }
            if (terms.key() != null) {
                out.putText(terms.key().key()).putBytes(terms.key().hash());
            }
        }

        private static int flags(Provenance from, Terms terms) {
            return (from.sender() != null ? HAS_SENDER : 0)
                    | (from.causedBy() != null ? HAS_CAUSE : 0)
                    | (from.correlationId() != null ? HAS_CORRELATION : 0)
                    | (from.headers().isEmpty() ? 0 : HAS_HEADERS)
                    | (hasTimes(terms) ? HAS_TIMES : 0)
                    | (terms.wantsReply() ? WANTS_REPLY : 0)
                    | (terms.keepsOutcome() ? KEEPS_OUTCOME : 0)
                    | (terms.key() != null ? HAS_KEY : 0);
        }

        private static boolean hasTimes(Terms terms) {
            return (terms.notBefore() | terms.expiresAt() | terms.acceptBy()) != 0 || terms.afterDeferral();
        }

        void id(MessageId id) {
            out.putNumber(id.partition()).putNumber(id.origin()).putNumber(id.number());
        }

        void actor(ActorId actor) {
            text(actor.type());
            text(actor.key());
        }

        void payload(Payload payload) {
            text(payload.name());
            out.putNumber(payload.version());
            Integer known = payloads.putIfAbsent(payload.bytes(), payloads.size() + 1);
            out.putNumber(known == null ? 0 : known);
            if (known == null) {
                out.putBytes(payload.bytes());
            }
        }

        /** A text that is likely to come again: its number from then on. */
        void text(String text) {
            Integer known = texts.putIfAbsent(text, texts.size() + 1);
            out.putNumber(known == null ? 0 : known);
            if (known == null) {
                out.putText(text);
            }
        }

        private void headers(Map<String, String> headers) {
            out.putNumber(headers.size());
            headers.forEach((name, value) -> {
                text(name);
                out.putText(value);
            });
        }
    }

    /** Reads what a {@link Writer} wrote, in the same order. */
    static final class Reader {
        private final BytesReader in;
        private final List<String> texts = new ArrayList<>();
        private final List<byte[]> payloads = new ArrayList<>();

        Reader(BytesReader in) {
            this.in = in;
        }

        Envelope envelope() {
            MessageId id = id();
            ActorId to = actor();
            Payload payload = payload();
            int flags = in.get();
            long sentAt = in.getNumber();
            ActorId sender = (flags & HAS_SENDER) != 0 ? actor() : null;
            MessageId cause = (flags & HAS_CAUSE) != 0 ? id() : null;
            String correlation = (flags & HAS_CORRELATION) != 0 ? in.getText() : null;
            Map<String, String> headers = (flags & HAS_HEADERS) != 0 ? headers() : Map.of();
            Terms terms = terms(flags, sentAt);
            boolean bare = sender == null && cause == null && correlation == null && headers.isEmpty();
            Provenance from = bare ? Provenance.NONE : new Provenance(sender, cause, correlation, headers);
            return new Envelope(id, to, payload, from, terms);
        }

        private Terms terms(int flags, long sentAt) {
            boolean times = (flags & HAS_TIMES) != 0;
            long notBefore = times ? in.getNumber() : 0;
            long expiresAt = times ? in.getNumber() : 0;
            long acceptBy = times ? in.getNumber() : 0;
            boolean afterDeferral = times && in.getBoolean();
            ClientKey key = (flags & HAS_KEY) != 0 ? new ClientKey(in.getText(), in.getBytes()) : null;
            boolean wantsReply = (flags & WANTS_REPLY) != 0;
            boolean keepsOutcome = (flags & KEEPS_OUTCOME) != 0;
            return new Terms(sentAt, notBefore, expiresAt, acceptBy, wantsReply, keepsOutcome, afterDeferral, key);
        }

        MessageId id() {
            try {
                return new MessageId(in.getInt(), in.getNumber(), in.getNumber());
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }

        ActorId actor() {
            try {
                return new ActorId(text(), text());
            } catch (IllegalArgumentException e) {
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }

        Payload payload() {
            String name = text();
            int version = in.getInt();
            int known = in.getInt();
            if (known == 0) {
                byte[] bytes = in.getBytes();
                payloads.add(bytes);
                return new Payload(name, version, bytes);
            }
            return new Payload(name, version, entry(payloads, known));
        }

        String text() {
            int known = in.getInt();
            if (known == 0) {
                String text = in.getText();
                texts.add(text);
                return text;
            }
            return entry(texts, known);
        }

        private <T> T entry(List<T> table, int number) {
            if (number > table.size()) {
                throw in.corrupt("refers to entry " + number + " of a table of " + table.size());
            }
            return table.get(number - 1);
        }

        private Map<String, String> headers() {
            int count = in.getCount();
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                headers.put(text(), in.getText());
            }
            return headers;
        }
    }

    /** Writes a payload that may be missing, outside of any table. */
    static void putOptionalPayload(BytesWriter out, @Nullable Payload payload) {
        out.putBoolean(payload != null);
        if (payload != null) {
            out.putText(payload.name()).putNumber(payload.version()).putBytes(payload.bytes());
        }
    }

    static @Nullable Payload getOptionalPayload(BytesReader in) {
        return in.getBoolean() ? new Payload(in.getText(), in.getInt(), in.getBytes()) : null;
    }
}
