package dev.restante.behavior;

import dev.restante.MessageName;
import dev.restante.SchemaMigration;
import dev.restante.SchemaVersion;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a record is called where it is stored and sent.
 *
 * @param version of its fields, from 1
 * @param migration brings older versions up to it
 */
record SchemaName(String name, List<String> aliases, int version, Optional<SchemaMigration> migration) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,127}");

    SchemaName {
        aliases = List.copyOf(aliases);
        checkName(name);
        aliases.forEach(SchemaName::checkName);
    }

    static SchemaName of(Class<?> type) {
        MessageName given = type.getAnnotation(MessageName.class);
        String name = given == null ? type.getSimpleName() : given.value();
        List<String> aliases = given == null ? List.of() : List.of(given.aliases());
        SchemaVersion version = type.getAnnotation(SchemaVersion.class);
        if (version == null) {
            return new SchemaName(name, aliases, 1, Optional.empty());
        }
        if (version.value() < 2) {
            throw new IllegalArgumentException("@SchemaVersion of " + type.getName()
                    + " must be 2 or more, since records without it have version 1; it is " + version.value());
        }
        return new SchemaName(name, aliases, version.value(), Optional.of(newMigration(type, version.migration())));
    }

    private static SchemaMigration newMigration(Class<?> type, Class<? extends SchemaMigration> migration) {
        try {
            Constructor<? extends SchemaMigration> constructor = migration.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "the migration " + migration.getName() + " of " + type.getName()
                            + " cannot be made; it must be a static class with a constructor without parameters",
                    e);
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a message: expected a letter, then at most 127"
                            + " letters, digits, dots, hyphens and underscores");
        }
    }
}
