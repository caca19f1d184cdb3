package dev.restante.gateway.http;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/**
 * Cuts arriving bytes into lines and groups of lines. A group never waits for more bytes, so that a client that sends one line and waits for its
 * answer gets it. Blank lines are counted and dropped; of a line over the limit only its number is kept. Not thread-safe.
 */
final class LineSplitter {

    /** Some lines that arrived together. Bounded, as the groups under way are what a connection holds in memory. */
    record Group(List<Line> lines) {}

    /**
     * One line: a part of an array that nobody changes.
     *
     * @param number counts from 1, blank lines included
     * @param length -1 when the line was too long
     */
    record Line(long number, byte[] bytes, int offset, int length) {

        boolean isTooLong() {
            return length < 0;
        }
    }

    static final int MAX_GROUP_LINES = 512;
    private static final int MAX_GROUP_BYTES = 128 << 10;
    private static final byte[] NOTHING = new byte[0];

    private final int maxLine;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean dropping;
    private long number;

    private List<Line> group = new ArrayList<>();
    private int groupBytes;

    LineSplitter(int maxLine) {
        this.maxLine = maxLine;
    }

    /** The groups that {@code chunk} completes. */
    List<Group> feed(ByteString chunk) {
        List<Group> complete = new ArrayList<>(2);
        byte[] bytes = chunk.toArrayUnsafe();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                endLine(bytes, from, at, complete);
                from = at + 1;
            }
        }
        keepRest(bytes, from);
        closeGroup(complete);
        return complete;
    }

    /** What is left when the bytes have ended: a last line without its line feed. */
    Optional<Group> end() {
        List<Group> complete = new ArrayList<>(1);
        if (begun.size() > 0 || dropping) {
            endLine(NOTHING, 0, 0, complete);
        }
        closeGroup(complete);
        return complete.stream().findFirst();
    }

    private void endLine(byte[] bytes, int from, int to, List<Group> complete) {
        number++;
        if (dropping || begun.size() + (to - from) > maxLine) {
            add(new Line(number, NOTHING, 0, -1), complete);
        } else if (begun.size() > 0) {
            begun.write(bytes, from, to - from);
            byte[] whole = begun.toByteArray();
            addUnlessBlank(whole, 0, whole.length, complete);
        } else {
            addUnlessBlank(bytes, from, to - from, complete);
        }
        begun.reset();
        dropping = false;
    }

    private void addUnlessBlank(byte[] bytes, int offset, int length, List<Group> complete) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                add(new Line(number, bytes, offset, length), complete);
                return;
            }
        }
    }

    private void add(Line line, List<Group> complete) {
        group.add(line);
        groupBytes += Math.max(0, line.length());
        if (group.size() >= MAX_GROUP_LINES || groupBytes >= MAX_GROUP_BYTES) {
            closeGroup(complete);
        }
    }

    private void closeGroup(List<Group> complete) {
        if (!group.isEmpty()) {
            complete.add(new Group(group));
            group = new ArrayList<>();
            groupBytes = 0;
        }
    }

    private void keepRest(byte[] bytes, int from) {
        int rest = bytes.length - from;
        if (dropping || rest == 0) {
            return;
        }
        if (begun.size() + rest > maxLine) {
            begun.reset();
            dropping = true;
        } else {
            begun.write(bytes, from, rest);
        }
    }
}
