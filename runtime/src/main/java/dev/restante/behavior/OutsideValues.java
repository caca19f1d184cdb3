package dev.restante.behavior;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Year;
import java.util.function.Function;

/** Narrows values from outside to one notation each: times are ISO texts, numbers are finite. */
final class OutsideValues extends SimpleModule {

    private static final long serialVersionUID = 1L;

    OutsideValues() {
        super("restante-outside-values");
        addDeserializer(Double.class, new Finite<>(Double.class, Function.identity()));
        addDeserializer(double.class, new Finite<>(double.class, Function.identity()));
        addDeserializer(Float.class, new Finite<>(Float.class, Double::floatValue));
        addDeserializer(float.class, new Finite<>(float.class, Double::floatValue));
        setDeserializerModifier(new TextForTimes());
    }

    private static final class Finite<T extends Number> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<Double, T> narrow;

        Finite(Class<T> type, Function<Double, T> narrow) {
            super(type);
            this.narrow = narrow;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            T number = in.currentToken().isNumeric() ? narrow.apply(in.getDoubleValue()) : null;
            return number != null && Double.isFinite(number.doubleValue())
                    ? number
                    : (T) context.handleUnexpectedToken(handledType(), in);
        }
    }

    private static final class TextForTimes extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
            Class<?> type = description.getBeanClass();
            return type.getPackageName().equals("java.time") && !type.isEnum() && !type.equals(Year.class)
                    ? new TextOnly(deserializer)
                    : deserializer;
        }
    }

    private static final class TextOnly extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        TextOnly(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new TextOnly(delegate);
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return in.hasToken(JsonToken.VALUE_STRING)
                    ? super.deserialize(in, context)
                    : context.handleUnexpectedToken(handledType(), in);
        }
    }
}
