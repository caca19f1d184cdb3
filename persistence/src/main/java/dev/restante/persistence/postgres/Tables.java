package dev.restante.persistence.postgres;

import java.util.regex.Pattern;

/** Where the tables are. Statements name the schema, so that they do not depend on a connection's search path. */
record Tables(String schema) {

    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    Tables {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("restante.postgres.schema is '" + schema
                    + "'; it must be of small letters, digits and underscores, at most 63, and not begin with a digit");
        }
    }

    /** The statement with {@code {schema}} replaced. */
    String in(String statement) {
        return statement.replace("{schema}", '"' + schema + '"');
    }
}
