package dev.restante.persistence.postgres;

import dev.restante.persistence.StoreFailedException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's five-letter codes say about a failure (PostgreSQL documentation, appendix A). */
final class SqlFailure {

    /** Failures of a statement that the server rolled back, while the connection goes on. */
    private static final Set<String> ROLLED_BACK = Set.of(
            "23505", // duplicate key
            "40P01", // deadlock
            "40001", // serialization failure
            "55P03", // lock not available in time
            "57014"); // statement cancelled

    private SqlFailure() {}

    /** Whether it is sure that nothing was changed. A lost connection leaves that open: the server may have got as far as the commit. */
    static boolean isDefinite(SQLException failure) {
        return ROLLED_BACK.contains(code(failure));
    }

    /** Whether the server refused the name or the password, or the driver had none to give. */
    static boolean isLogin(SQLException failure) {
        return code(failure).startsWith("28") || code(failure).equals("08004");
    }

    static boolean isUnknownDatabase(SQLException failure) {
        return "3D000".equals(code(failure));
    }

    static boolean isForbidden(SQLException failure) {
        return "42501".equals(code(failure));
    }

    static StoreFailedException ofWork(String name, SQLException failure) {
        String fate =
                isDefinite(failure) ? "failed and nothing was changed" : "failed, and it is open whether it was done";
        return new StoreFailedException("PostgreSQL: " + name + " " + fate + ": " + message(failure), failure);
    }

    static StoreFailedException ofRead(String name, SQLException failure) {
        return new StoreFailedException("PostgreSQL: " + name + " failed: " + message(failure), failure);
    }

    /** The work was not begun, because no connection could be had. */
    static StoreFailedException ofConnection(String name, SQLException failure) {
        // The pool says that it waited, its cause says why it had to.
        SQLException reason = failure.getCause() instanceof SQLException cause ? cause : failure;
        return new StoreFailedException(
                "PostgreSQL gives no connection, so " + name + " was not begun: " + message(reason), failure);
    }

    /** The first line: the rest is detail that may quote stored data. */
    static String message(SQLException failure) {
        @Nullable String message = failure.getMessage();
        return message == null
                ? failure.toString()
                : message.lines().findFirst().orElse("no message");
    }

    private static String code(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
