package dev.restante;

import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The records of a sealed interface, in the order of its {@code permits} clause; a record by itself is a family of one. */
final class SealedFamily {

    private SealedFamily() {}

    /**
     * Every record that an instance of {@code family} can be.
     *
     * @throws IllegalArgumentException when there may be others than records; says which
     */
    static <T> Set<Class<? extends T>> membersOf(Class<T> family) {
        Set<Class<? extends T>> members = new LinkedHashSet<>();
        collect(family, family, members);
        return Collections.unmodifiableSet(members);
    }

    private static <T> void collect(Class<? extends T> type, Class<T> family, Set<Class<? extends T>> into) {
        if (type.isRecord()) {
            into.add(type);
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted.asSubclass(family), family, into);
            }
            if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
                throw notARecord(type, family);
            }
        } else {
            throw notARecord(type, family);
        }
    }

    private static IllegalArgumentException notARecord(Class<?> type, Class<?> family) {
        String where =
                type.equals(family) ? type.getName() : type.getName() + ", in the family of " + family.getName() + ",";
        return new IllegalArgumentException(where + " must be a record or a sealed interface of records");
    }
}
