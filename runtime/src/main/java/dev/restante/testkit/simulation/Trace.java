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
    private static final int FIRST_OF_STORY = 50;
    private static final int MOST_OF_STORY = 300;

    private final Detail detail;
    private final Agenda agenda;
    private final Deque<String> lines = new ArrayDeque<>();

    /** How much is written down. */
    enum Detail {
        NOTHING,
        /** What a user understands: messages, what behaviors make of them, commits and faults. */
        STORY,
        EVERYTHING
    }

    Trace(Detail detail, Agenda agenda) {
        this.detail = detail;
        this.agenda = agenda;
    }

    /** Notes a detail; {@code parts} are put into words only when details are written down. */
    void note(Object... parts) {
        if (detail == Detail.EVERYTHING) {
            write(parts);
        }
    }

    /** Tells a part of the story; {@code parts} are put into words only when it is written down. */
    void tell(Object... parts) {
        if (detail != Detail.NOTHING) {
            write(parts);
        }
    }

    private void write(Object... parts) {
        StringBuilder line = new StringBuilder();
        line.append(agenda.elapsed()).append(" ms ");
        for (Object part : parts) {
            line.append(' ').append(part);
        }
        lines.addLast(line.toString().stripTrailing());
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
    }

    /** All that was written down, without the middle of what is too long to read. */
    String story() {
        StringBuilder text = new StringBuilder();
        int left = Math.max(0, lines.size() - MOST_OF_STORY);
        int number = 0;
        for (String line : lines) {
            if (number == FIRST_OF_STORY && left > 0) {
                text.append("  … ").append(left).append(" lines left out …\n");
            }
            if (number < FIRST_OF_STORY || number >= FIRST_OF_STORY + left) {
                text.append("  ").append(line).append('\n');
            }
            number++;
        }
        return text.toString();
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
