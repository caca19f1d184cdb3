package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal as RFC 9457 writes it.
 *
 * @param status the type's, or a more exact one
 * @param detail what is wrong with this request, and where
 * @param members what is added for this kind, such as the names that exist
 * @param headers what the response carries beside the usual
 */
record Problem(ProblemType type, int status, String detail, Map<String, Object> members, Map<String, String> headers)
        implements Json.Content {

    Problem {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        headers = Map.copyOf(headers);
    }

    static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, Map.of(), Map.of());
    }

    Problem withStatus(int exact) {
        return new Problem(type, exact, detail, members, headers);
    }

    Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, status, detail, more, headers);
    }

    Problem withHeader(String name, String value) {
        return new Problem(type, status, detail, members, Map.of(name, value));
    }

    /** Says when trying again makes sense, in whole seconds; in the body too, for those that are one line of many. */
    Problem retryAfter(Duration time) {
        long seconds = Math.max(1, time.plusMillis(999).toSeconds());
        return with("retryAfter", seconds).withHeader("Retry-After", Long.toString(seconds));
    }

    ProblemException asException() {
        return new ProblemException(this);
    }

    @Override
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("type", type.uri());
        out.writeStringField("title", type.title());
        out.writeNumberField("status", status);
        out.writeStringField("detail", detail);
        for (Map.Entry<String, Object> member : members.entrySet()) {
            out.writeFieldName(member.getKey());
            writeMember(out, member.getValue());
        }
        out.writeEndObject();
    }

    private static void writeMember(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Collection<?> names) {
            out.writeStartArray();
            for (Object name : names) {
                out.writeString(name.toString());
            }
            out.writeEndArray();
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else {
            out.writeString(value.toString());
        }
    }
}
