package dev.restante;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns a record's older JSON into its current one. A pure function, called from any thread. */
@FunctionalInterface
public interface SchemaMigration {

    /**
     * The current JSON for what was written with an older version.
     *
     * @param fromVersion the version that {@code json} was written with, from 1 to the current one less 1
     * @param json may be changed and returned
     */
    ObjectNode migrate(int fromVersion, ObjectNode json);
}
