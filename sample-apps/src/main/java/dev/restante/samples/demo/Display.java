package dev.restante.samples.demo;

import java.io.PrintWriter;
import java.time.Duration;

/** One line that changes in place on a terminal; elsewhere a line now and then. Thread-safe. */
final class Display {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    private static final String CLEARED = "\r\u001b[K";
    /** On a narrow terminal the line is cut, as one that wraps could not be written over. */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private final PrintWriter out;
    private final boolean terminal;
    private long lastLine = System.nanoTime() - BETWEEN_LINES.toNanos();

    Display(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows how things are now. */
    synchronized void update(String line) {
        if (terminal) {
            out.print(CLEARED + WRAP_OFF + line + WRAP_ON);
            out.flush();
        } else if (System.nanoTime() - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = System.nanoTime();
            print(line);
        }
    }

    /** Says something that stays. */
    synchronized void announce(String line) {
        print(terminal ? CLEARED + line : line);
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
