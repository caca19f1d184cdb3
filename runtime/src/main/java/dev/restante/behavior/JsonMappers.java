package dev.restante.behavior;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** How JSON is read and written: one way for what we stored ourselves, a stricter one for what comes from outside. */
final class JsonMappers {

    /** Deeper than any message that a person designs; each level costs stack. */
    private static final int OUTSIDE_DEPTH = 100;

    /** Far above every configured payload limit: a second line of defence behind the gateway's own. */
    private static final int OUTSIDE_LENGTH = 16 << 20;

    private static final int LONGEST_NAME = 10_000;

    private JsonMappers() {}

    /**
     * Reads what was written before: fields that are gone are passed over and added ones get their default, since the writer may have been an
     * older or newer version. No value is bent to fit, as that would lose some of it silently.
     */
    static JsonMapper stored() {
        return shared(new JsonFactory())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** Reads what strangers write: every field that is not optional must be there, every other one is a mistake. */
    static JsonMapper outside() {
        JsonFactory factory = new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names from outside must not fill the table of interned strings.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(OUTSIDE_DEPTH)
                        .maxDocumentLength(OUTSIDE_LENGTH)
                        .maxStringLength(OUTSIDE_LENGTH)
                        .maxNameLength(LONGEST_NAME)
                        .build())
                .build();
        return shared(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new OutsideValues())
                .annotationIntrospector(
                        new AnnotationIntrospectorPair(new RequiredComponents(), new JacksonAnnotationIntrospector()))
                .build();
    }

    private static JsonMapper.Builder shared(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new OwnValues())
                .accessorNaming(new ComponentNaming.Provider())
                .defaultLeniency(false)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                // The same value is written as the same bytes in every process, so that a repeat can be told by its
                // hash.
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}
