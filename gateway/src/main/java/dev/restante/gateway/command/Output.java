package dev.restante.gateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Prints answers for people. */
final class Output {

    private static final int LABEL_WIDTH = 18;

    private Output() {}

    static PrintWriter of(@Nullable CommandSpec spec) {
        return commandLine(spec).getOut();
    }

    static CommandLine commandLine(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec, "picocli injects the spec").commandLine();
    }

    /** One field a line; what is an object or a list is left out where it is empty and else printed as JSON. */
    static void fields(PrintWriter out, JsonNode object) {
        for (var field : object.properties()) {
            String value = field.getValue().isValueNode()
                    ? cleanLines(field.getValue().asText())
                    : field.getValue().toString();
            out.println(padded(field.getKey(), LABEL_WIDTH) + value);
        }
    }

    static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    /** A stored text on one line, without what would steer the terminal. */
    static String clean(String text) {
        return cleanLines(text).replace('\n', ' ').replace('\t', ' ');
    }

    private static String cleanLines(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
