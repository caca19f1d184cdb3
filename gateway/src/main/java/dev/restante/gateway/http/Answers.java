package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.restante.ActorId;
import dev.restante.DeadLetter;
import dev.restante.MailboxDepth;
import dev.restante.MessageStatus;
import dev.restante.Receipt;
import dev.restante.WaitingMessage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The JSON of what the interface tells about messages. */
final class Answers {

    private Answers() {}

    static void receipt(JsonGenerator out, Receipt receipt, ActorId actor, Optional<String> key) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", receipt.id().toString());
        if (key.isPresent()) {
            out.writeStringField("key", key.get());
        }
        out.writeStringField("actor", actor.toString());
        out.writeBooleanField("duplicate", receipt.duplicate());
        out.writeEndObject();
    }

    /** A receipt and the outcome that was waited for. */
    static void outcome(JsonGenerator out, Receipt receipt, MessageStatus status, Optional<String> key)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("id", receipt.id().toString());
        if (key.isPresent()) {
            out.writeStringField("key", key.get());
        }
        out.writeStringField("actor", status.actor().toString());
        out.writeBooleanField("duplicate", receipt.duplicate());
        writeEnd(out, status);
        out.writeEndObject();
    }

    static void status(JsonGenerator out, MessageStatus status) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", status.id().toString());
        out.writeStringField("actor", status.actor().toString());
        writeEnd(out, status);
        out.writeNumberField("attempts", status.attempts());
        out.writeStringField("acceptedAt", status.acceptedAt().toString());
        if (status.causedBy().isPresent()) {
            out.writeStringField("causedBy", status.causedBy().get().toString());
        }
        out.writeEndObject();
    }

    private static void writeEnd(JsonGenerator out, MessageStatus status) throws IOException {
        out.writeStringField("state", status.state().name().toLowerCase(Locale.ROOT));
        if (status.reply().isPresent()) {
            Json.writeBody(out, "reply", status.reply().get());
        }
        if (status.reason().isPresent()) {
            out.writeStringField("reason", status.reason().get());
        }
    }

    static void mailbox(JsonGenerator out, ActorId actor, List<WaitingMessage> messages) throws IOException {
        out.writeStartObject();
        out.writeStringField("actor", actor.toString());
        out.writeArrayFieldStart("messages");
        for (WaitingMessage message : messages) {
            waiting(out, message);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void waiting(JsonGenerator out, WaitingMessage message) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", message.id().toString());
        out.writeNumberField("position", message.position());
        out.writeStringField("message", message.payload().name());
        out.writeNumberField("attempts", message.attempts());
        out.writeBooleanField("begun", message.begun());
        out.writeStringField("sentAt", message.sentAt().toString());
        if (message.sender().isPresent()) {
            out.writeStringField("sender", message.sender().get().toString());
        }
        Json.writeBody(out, "body", message.payload());
        out.writeEndObject();
    }

    static void depths(JsonGenerator out, List<MailboxDepth> depths) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("actors");
        for (MailboxDepth depth : depths) {
            out.writeStartObject();
            out.writeStringField("actor", depth.actor().toString());
            out.writeNumberField("depth", depth.depth());
            out.writeBooleanField("paused", depth.paused());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** A dead letter; the payload and the stack only where one is shown alone. */
    static void deadLetter(JsonGenerator out, DeadLetter letter, boolean whole) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", letter.id().toString());
        out.writeStringField("actor", letter.actor().toString());
        out.writeStringField("message", letter.payload().name());
        out.writeStringField("reason", letter.reason());
        out.writeNumberField("attempts", letter.attempts());
        out.writeStringField("acceptedAt", letter.acceptedAt().toString());
        out.writeStringField("diedAt", letter.diedAt().toString());
        if (letter.sender().isPresent()) {
            out.writeStringField("sender", letter.sender().get().toString());
        }
        if (whole) {
            out.writeStringField("stack", letter.detail());
            Json.writeBody(out, "body", letter.payload());
        }
        out.writeEndObject();
    }
}
