package dev.restante.behavior;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AccessorNamingStrategy;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import org.jspecify.annotations.Nullable;

/** Of a record only its components are written: a method such as {@code isEmpty()} is a question, not a field. */
final class ComponentNaming extends DefaultAccessorNamingStrategy.RecordNaming {

    private ComponentNaming(MapperConfig<?> config, AnnotatedClass record) {
        super(config, record);
    }

    @Override
    public @Nullable String findNameForIsGetter(AnnotatedMethod method, String name) {
        return null;
    }

    @Override
    public @Nullable String findNameForRegularGetter(AnnotatedMethod method, String name) {
        return _fieldNames.contains(name) ? name : null;
    }

    static final class Provider extends DefaultAccessorNamingStrategy.Provider {

        private static final long serialVersionUID = 1L;

        @Override
        public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass record) {
            return new ComponentNaming(config, record);
        }
    }
}
