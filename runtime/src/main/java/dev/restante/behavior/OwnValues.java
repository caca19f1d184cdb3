package dev.restante.behavior;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.restante.ActorId;
import dev.restante.Json;
import dev.restante.MessageId;
import java.io.IOException;
import java.io.StringWriter;
import java.util.function.Function;

/** The runtime's own values inside messages: ids as text, and JSON that is passed on unread. */
final class OwnValues extends SimpleModule {

    private static final long serialVersionUID = 1L;

    OwnValues() {
        super("restante-values");
        addText(ActorId.class, ActorId::parse);
        addText(MessageId.class, MessageId::parse);
        addSerializer(Json.class, new JsonWriter());
        addDeserializer(Json.class, new JsonReader());
        setSerializerModifier(new SetOrder());
    }

    private <T> void addText(Class<T> type, Function<String, T> parse) {
        addSerializer(type, ToStringSerializer.instance);
        addDeserializer(type, new TextReader<>(type, parse));
        addKeySerializer(type, new KeyWriter());
        addKeyDeserializer(type, new KeyReader(parse));
    }

    private static final class TextReader<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        TextReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        protected T _deserialize(String text, DeserializationContext context) {
            return parse.apply(text);
        }
    }

    private static final class KeyWriter extends JsonSerializer<Object> {
        @Override
        public void serialize(Object key, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName(key.toString());
        }
    }

    private static final class KeyReader extends KeyDeserializer {

        private final Function<String, ?> parse;

        KeyReader(Function<String, ?> parse) {
            this.parse = parse;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            try {
                return parse.apply(key);
            } catch (IllegalArgumentException e) {
                return context.handleWeirdKey(Object.class, key, e.getMessage());
            }
        }
    }

    private static final class JsonWriter extends StdSerializer<Json> {

        private static final long serialVersionUID = 1L;

        JsonWriter() {
            super(Json.class);
        }

        @Override
        public void serialize(Json value, JsonGenerator out, SerializerProvider provider) throws IOException {
            // Copied token by token, because a text that is not JSON would make the whole payload unreadable.
            try (JsonParser in = out.getCodec().getFactory().createParser(value.text())) {
                if (in.nextToken() == null) {
                    throw new JsonGenerationException("an empty text is not JSON", out);
                }
                out.copyCurrentStructureExact(in);
                if (in.nextToken() != null) {
                    throw new JsonGenerationException(
                            "there is more than one JSON value in '" + value.text() + "'", out);
                }
            }
        }

        @Override
        public void serializeWithType(
                Json value, JsonGenerator out, SerializerProvider provider, TypeSerializer ignored) throws IOException {
            serialize(value, out, provider);
        }
    }

    private static final class JsonReader extends StdDeserializer<Json> {

        private static final long serialVersionUID = 1L;

        JsonReader() {
            super(Json.class);
        }

        @Override
        public Json deserialize(JsonParser in, DeserializationContext context) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = in.getCodec().getFactory().createGenerator(text)) {
                out.copyCurrentStructureExact(in);
            }
            return new Json(text.toString());
        }

        @Override
        public Json getNullValue(DeserializationContext context) {
            return new Json(JsonToken.VALUE_NULL.asString());
        }
    }
}
