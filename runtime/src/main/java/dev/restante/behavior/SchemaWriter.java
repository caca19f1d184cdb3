package dev.restante.behavior;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restante.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Writes the schema of one record, for the same types that {@link ShapeCheck} lets pass. Used once. */
final class SchemaWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonMapper mapper;
    private final JavaType root;
    private final ObjectNode definitions = NODES.objectNode();
    private final Map<JavaType, String> names = new HashMap<>();

    SchemaWriter(JsonMapper mapper, Class<?> message) {
        this.mapper = mapper;
        this.root = mapper.constructType(message);
    }

    String write() {
        ObjectNode schema = NODES.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", SchemaName.of(root.getRawClass()).name());
        fill(schema, root);
        if (!definitions.isEmpty()) {
            schema.set("$defs", definitions);
        }
        return schema.toPrettyString();
    }

    private ObjectNode schema(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.equals(Json.class)) {
            return NODES.objectNode();
        }
        if (raw.isEnum()) {
            return enumeration(raw);
        }
        if (Scalars.contains(raw)) {
            return ScalarSchemas.of(raw);
        }
        if (type.isReferenceType()) {
            return schema(type.getReferencedType());
        }
        if (type.isMapLikeType()) {
            return NODES.objectNode().put("type", "object").set("additionalProperties", schema(type.getContentType()));
        }
        if (type.isCollectionLikeType()) {
            return NODES.objectNode().put("type", "array").set("items", schema(type.getContentType()));
        }
        return ShapeCheck.describesItself(raw) ? asItDescribes(type) : reference(type);
    }

    private ObjectNode enumeration(Class<?> type) {
        ArrayNode constants = NODES.arrayNode();
        for (Object constant : type.getEnumConstants()) {
            constants.add(mapper.<com.fasterxml.jackson.databind.JsonNode>valueToTree(constant));
        }
        return NODES.objectNode().set("enum", constants);
    }

    /** A type with a {@code @JsonValue} is written like that; of others nothing is known here. */
    private ObjectNode asItDescribes(JavaType type) {
        AnnotatedMember value = mapper.getSerializationConfig().introspect(type).findJsonValueAccessor();
        return value == null ? NODES.objectNode() : schema(value.getType());
    }

    private ObjectNode reference(JavaType type) {
        if (type.equals(root)) {
            return NODES.objectNode().put("$ref", "#");
        }
        String name = names.get(type);
        if (name == null) {
            name = unusedName(type.getRawClass().getSimpleName());
            names.put(type, name);
            ObjectNode definition = definitions.putObject(name);
            if (type.getRawClass().isRecord()) {
                fill(definition, type);
            } else {
                fillSealed(definition, type);
            }
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private void fill(ObjectNode schema, JavaType record) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        BeanDescription description = mapper.getDeserializationConfig().introspect(record);
        for (BeanPropertyDefinition component : description.findProperties()) {
            ObjectNode value = schema(component.getPrimaryType());
            properties.set(component.getName(), component.isRequired() ? value : orNull(value));
            if (component.isRequired()) {
                required.add(component.getName());
            }
        }
        schema.put("additionalProperties", false);
    }

    private void fillSealed(ObjectNode schema, JavaType type) {
        JsonTypeInfo info = Objects.requireNonNull(type.getRawClass().getAnnotation(JsonTypeInfo.class));
        JsonSubTypes subTypes = Objects.requireNonNull(type.getRawClass().getAnnotation(JsonSubTypes.class));
        String tag = info.property().isEmpty() ? info.use().getDefaultPropertyName() : info.property();
        ArrayNode choices = schema.putArray("oneOf");
        for (JsonSubTypes.Type each : subTypes.value()) {
            ObjectNode choice = choices.addObject();
            fill(choice, mapper.getTypeFactory().constructSpecializedType(type, each.value()));
            ((ObjectNode) choice.get("properties")).putObject(tag).put("const", each.name());
            ((ArrayNode) choice.get("required")).add(tag);
        }
    }

    private static ObjectNode orNull(ObjectNode schema) {
        if (schema.isEmpty()) {
            return schema;
        }
        ObjectNode either = NODES.objectNode();
        ArrayNode choices = either.putArray("anyOf").add(schema);
        choices.addObject().put("type", "null");
        return either;
    }

    private String unusedName(String wished) {
        String name = wished;
        for (int i = 2; definitions.has(name); i++) {
            name = wished + i;
        }
        return name;
    }
}
