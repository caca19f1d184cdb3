package dev.restante.persistence.postgres;

import dev.restante.persistence.StoreUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the password is found. It is read anew for every connection, so that a rotated one is taken without a restart, and kept nowhere; a
 * configuration never holds it, since configurations are printed.
 */
sealed interface Password {

    /** The password as it is now; empty when none is needed. */
    Optional<String> current();

    /** The file if one is named, else the environment variable. */
    static Password from(String file, String variable) {
        return file.isEmpty() ? new FromEnvironment(variable) : new FromFile(Path.of(file));
    }

    /** Where it comes from, for messages. */
    String source();

    /** The first line of a file. */
    record FromFile(Path file) implements Password {

        @Override
        public Optional<String> current() {
            try {
                return Files.readString(file).lines().findFirst();
            } catch (IOException e) {
                throw new StoreUnusableException("The file with PostgreSQL's password cannot be read: " + e, e);
            }
        }

        @Override
        public String source() {
            return "the file " + file;
        }
    }

    /** An environment variable; there may be none where the server trusts the connection. */
    record FromEnvironment(String variable) implements Password {

        @Override
        public Optional<String> current() {
            return Optional.ofNullable(System.getenv(variable));
        }

        @Override
        public String source() {
            return "the environment variable " + variable;
        }
    }
}
