package dev.restante.testkit.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The readable history of a run. Off in the first run of a seed: a seed that fails is run again to write it. */
final class Trace {

    /** Older lines are dropped: a history that does not end would fill the memory. */
    private static final int MAX_LINES = 200_000;

    private static final int LAST_EVENTS = 80;
    private static final int MAX_ABOUT_SUBJECT = 200;

    private final boolean on;
    private final Agenda agenda;
    private final Deque<String> lines = new ArrayDeque<>();

    Trace(boolean on, Agenda agenda) {
        this.on = on;
        this.agenda = agenda;
    }

    boolean isOn() {
        return on;
    }

    /** Notes an event; {@code parts} are put into words only when the trace is on. */
    void note(Object... parts) {
        if (on) {
            StringBuilder line = new StringBuilder();
            line.append(agenda.elapsed()).append(" ms ");
            for (Object part : parts) {
                line.append(' ').append(part);
            }
            lines.addLast(line.toString());
            if (lines.size() > MAX_LINES) {
                lines.removeFirst();
            }
        }
    }

    /** What happened to {@code subjects}, then what happened last. */
    String report(List<String> subjects) {
        Set<String> wanted = new LinkedHashSet<>(subjects);
        StringBuilder text = new StringBuilder();
        for (String subject : wanted) {
            List<String> about =
                    lines.stream().filter(line -> mentions(line, subject)).toList();
            text.append("\nEvents about ").append(subject).append(" (").append(about.size());
            text.append("):\n");
            about.stream()
                    .skip(Math.max(0, about.size() - MAX_ABOUT_SUBJECT))
                    .forEach(line -> text.append("  ").append(line).append('\n'));
        }
        text.append("\nLast events of ").append(lines.size()).append(":\n");
        lines.stream()
                .skip(Math.max(0, lines.size() - LAST_EVENTS))
                .forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    private static boolean mentions(String line, String subject) {
        int at = line.indexOf(subject);
        while (at >= 0) {
            int end = at + subject.length();
            if (end == line.length() || !Character.isLetterOrDigit(line.charAt(end))) {
                return true;
            }
            at = line.indexOf(subject, at + 1);
        }
        return false;
    }
}
