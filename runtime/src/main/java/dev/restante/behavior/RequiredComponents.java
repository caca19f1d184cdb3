package dev.restante.behavior;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A component of a record must be given, and not as null, unless it is optional or marked {@code @Nullable}. */
final class RequiredComponents extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return isRequired(member) ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        if (annotated instanceof AnnotatedMember member && isRequired(member)) {
            return JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL);
        }
        return JsonSetter.Value.empty();
    }

    private static boolean isRequired(AnnotatedMember member) {
        return member instanceof AnnotatedParameter parameter
                && !OPTIONALS.contains(parameter.getRawType())
                && !isNullable(parameter);
    }

    private static boolean isNullable(AnnotatedParameter parameter) {
        AnnotatedElement owner = parameter.getOwner().getAnnotated();
        return owner instanceof Executable constructor
                && constructor.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(Nullable.class);
    }
}
