package dev.restante.behavior;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks through a record, before the first instance exists, for what could not be written and read back as an equal one: open types, whose
 * classes would have to be named on the wire, and types that JSON has no form for.
 */
final class ShapeCheck {

    private final JsonMapper mapper;
    private final TypeFactory types;
    private final String subject;
    private final Set<JavaType> seen = new HashSet<>();

    private ShapeCheck(JsonMapper mapper, Class<?> subject) {
        this.mapper = mapper;
        this.types = mapper.getTypeFactory();
        this.subject = subject.getName();
    }

    /**
     * Passes when every instance of {@code record} can be written and read back.
     *
     * @throws IllegalArgumentException when not; names the component and says what to do
     */
    static void check(JsonMapper mapper, Class<?> record) {
        if (!record.isRecord()) {
            throw new IllegalArgumentException(record.getName() + " cannot be serialized: it must be a record");
        }
        ShapeCheck check = new ShapeCheck(mapper, record);
        check.value(check.types.constructType(record), "");
    }

    private void value(JavaType type, String path) {
        if (!seen.add(type) || Scalars.contains(type.getRawClass())) {
            return;
        }
        if (type.isReferenceType()) {
            value(type.getReferencedType(), path);
        } else if (type.isMapLikeType()) {
            key(type, path);
            value(type.getContentType(), path + "{}");
        } else if (type.isCollectionLikeType()) {
            collection(type, path);
        } else {
            object(type, path);
        }
    }

    private void key(JavaType map, String path) {
        if (!map.getRawClass().getName().startsWith("java.util.")) {
            throw refused(path, map, "use java.util.Map");
        }
        if (!Scalars.isKey(map.getKeyType().getRawClass())) {
            throw refused(path, map, "the keys of a map must be texts, whole numbers, enums, ids or dates");
        }
    }

    private void collection(JavaType type, String path) {
        if (!type.getRawClass().getName().startsWith("java.util.")) {
            throw refused(path, type, "use java.util.List or java.util.Set");
        }
        value(type.getContentType(), path + "[]");
    }

    private void object(JavaType type, String path) {
        Class<?> raw = type.getRawClass();
        if (raw.isArray()) {
            throw refused(path, type, "arrays cannot be compared; use java.util.List");
        }
        if (describesItself(raw)) {
            buildBothWays(type, path);
        } else if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                JavaType of = types.resolveMemberType(component.getGenericType(), type.getBindings());
                value(of, path.isEmpty() ? component.getName() : path + "." + component.getName());
            }
            buildBothWays(type, path);
        } else if (raw.isSealed()) {
            sealed(type, path);
        } else {
            throw refused(
                    path,
                    type,
                    "use a record, a sealed interface of records, an enum or a plain value; "
                            + "an open type would need its class named in the JSON");
        }
    }

    private void sealed(JavaType type, String path) {
        Class<?> raw = type.getRawClass();
        JsonTypeInfo info = raw.getAnnotation(JsonTypeInfo.class);
        if (info == null || info.use() != JsonTypeInfo.Id.NAME || info.include() != JsonTypeInfo.As.PROPERTY) {
            throw refused(
                    path,
                    type,
                    "a sealed type inside a record needs @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)"
                            + " and @JsonSubTypes on it, to tell its records apart");
        }
        Set<Class<?>> named = new HashSet<>();
        JsonSubTypes subTypes = raw.getAnnotation(JsonSubTypes.class);
        if (subTypes != null) {
            Stream.of(subTypes.value()).filter(each -> !each.name().isEmpty()).forEach(each -> named.add(each.value()));
        }
        for (Class<?> permitted : raw.getPermittedSubclasses()) {
            if (permitted.isSealed() && !permitted.isRecord()) {
                throw refused(path, type, "keep it flat: " + permitted.getName() + " is sealed again");
            }
            if (!named.contains(permitted)) {
                throw refused(path, type, "@JsonSubTypes does not list " + permitted.getName() + " with a name");
            }
            value(types.constructSpecializedType(type, permitted), path);
        }
    }

    private void buildBothWays(JavaType type, String path) {
        try {
            if (mapper.getSerializerProviderInstance().findTypedValueSerializer(type, true, null)
                    instanceof UnknownSerializer) {
                throw refused(path, type, "it has nothing to write");
            }
            ((DefaultDeserializationContext) mapper.getDeserializationContext())
                    .createDummyInstance(mapper.getDeserializationConfig())
                    .findRootValueDeserializer(type);
        } catch (JsonMappingException e) {
            throw refused(path, type, e.getOriginalMessage());
        }
    }

    /** Whether the type says by Jackson's annotations how it is read and written. */
    static boolean describesItself(Class<?> raw) {
        boolean closed = raw.isRecord() || Modifier.isFinal(raw.getModifiers());
        return closed
                && (raw.isAnnotationPresent(JsonDeserialize.class)
                        || has(raw.getDeclaredMethods(), JsonValue.class)
                        || has(raw.getDeclaredMethods(), JsonCreator.class)
                        || has(raw.getDeclaredConstructors(), JsonCreator.class));
    }

    private static boolean has(Executable[] members, Class<? extends java.lang.annotation.Annotation> annotation) {
        return Stream.of(members)
                .map(AnnotatedElement.class::cast)
                .anyMatch(each -> each.isAnnotationPresent(annotation));
    }

    private IllegalArgumentException refused(String path, JavaType type, String advice) {
        String where = path.isEmpty() ? "it" : "its component '" + path + "'";
        return new IllegalArgumentException(
                subject + " cannot be serialized: " + where + " is a " + type.toCanonical() + "; " + advice);
    }
}
