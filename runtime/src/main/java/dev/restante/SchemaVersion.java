package dev.restante;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The version of a record's fields, where they changed in a way that needs more than a default for an added field. Records without this
 * annotation have version 1. What is stored with an older version goes through {@link #migration} when it is read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SchemaVersion {

    /** The version that is written now: 2 or more. */
    int value();

    /** Brings older versions up to {@link #value}; has a constructor without parameters. One instance is made and shared by threads. */
    Class<? extends SchemaMigration> migration();
}
