package dev.restante.behavior;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Writes sets of comparable elements in their order: that of {@code Set.copyOf} differs from process to process, and a message that is sent
 * again after a restart must be written as the same bytes.
 */
final class SetOrder extends BeanSerializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("unchecked")
    public JsonSerializer<?> modifyCollectionSerializer(
            SerializationConfig config, CollectionType type, BeanDescription description, JsonSerializer<?> written) {
        return hasNoOrder(type.getRawClass())
                ? new Sorted((JsonSerializer<Object>) (JsonSerializer<?>) written)
                : written;
    }

    private static boolean hasNoOrder(Class<?> type) {
        return Set.class.isAssignableFrom(type)
                && !SortedSet.class.isAssignableFrom(type)
                && !LinkedHashSet.class.isAssignableFrom(type);
    }

    private static final class Sorted extends JsonSerializer<Collection<?>> implements ContextualSerializer {

        private final JsonSerializer<Object> elements;

        Sorted(JsonSerializer<Object> elements) {
            this.elements = elements;
        }

        @Override
        @SuppressWarnings("unchecked")
        public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
                throws JsonMappingException {
            return new Sorted((JsonSerializer<Object>)
                    (JsonSerializer<?>) provider.handleSecondaryContextualization(elements, property));
        }

        @Override
        public void serialize(Collection<?> set, JsonGenerator out, SerializerProvider provider) throws IOException {
            elements.serialize(inOrder(set), out, provider);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Collection<?> set) {
            return set.isEmpty();
        }

        private static Collection<?> inOrder(Collection<?> set) {
            Object[] sorted = set.toArray();
            for (Object element : sorted) {
                if (!(element instanceof Comparable) || !element.getClass().equals(sorted[0].getClass())) {
                    return set;
                }
            }
            Arrays.sort(sorted);
            return List.of(sorted);
        }
    }
}
