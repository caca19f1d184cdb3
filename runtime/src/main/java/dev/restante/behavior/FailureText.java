package dev.restante.behavior;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What is kept of something thrown. Bounded, because it is stored with its message. */
final class FailureText {

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_TRACE = 8 << 10;

    private FailureText() {}

    /** Class and message, on one line. */
    static String reason(Throwable thrown) {
        String simpleName = thrown.getClass().getSimpleName();
        String name = simpleName.isEmpty() ? thrown.getClass().getName() : simpleName;
        String message = messageOf(thrown);
        return cut(message.isEmpty() ? name : name + ": " + message.replaceAll("\\s+", " "), LONGEST_REASON);
    }

    /** The stack trace with its causes. */
    static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            thrown.printStackTrace(out);
        } catch (RuntimeException e) {
            // An exception of a user's own may throw when it is described; its failure must still be recorded.
            return cut(text + "\n(describing it failed: " + e.getClass().getName() + ")", LONGEST_TRACE);
        }
        return cut(text.toString(), LONGEST_TRACE);
    }

    private static String messageOf(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException e) {
            return "(its message failed: " + e.getClass().getName() + ")";
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
