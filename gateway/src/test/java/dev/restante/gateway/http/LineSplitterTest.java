package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {

    private static final int LIMIT = 64;

    private static List<LineSplitter.Line> split(byte[] bytes, Random cuts) {
        LineSplitter splitter = new LineSplitter(LIMIT);
        List<LineSplitter.Line> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int size = Math.min(bytes.length - from, 1 + cuts.nextInt(100));
            for (LineSplitter.Group group : splitter.feed(ByteString.fromArray(bytes, from, size))) {
                lines.addAll(group.lines());
            }
            from += size;
        }
        splitter.end().ifPresent(group -> lines.addAll(group.lines()));
        return lines;
    }

    private static String text(LineSplitter.Line line) {
        return line.isTooLong()
                ? "too long"
                : new String(line.bytes(), line.offset(), line.length(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lines_are_the_same_however_their_bytes_arrive(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String line = "x".repeat(random.nextInt(LIMIT + 8));
            text.append(line).append('\n');
            if (!line.isEmpty()) {
                expected.add(line.length() > LIMIT ? "too long" : line);
            }
        }

        List<LineSplitter.Line> lines = split(text.toString().getBytes(StandardCharsets.UTF_8), random);

        assertThat(lines).extracting(LineSplitterTest::text).containsExactlyElementsOf(expected);
    }

    @Test
    void blank_lines_count_but_are_dropped() {
        List<LineSplitter.Line> lines = split("a\n\n \t\r\nb".getBytes(StandardCharsets.UTF_8), new Random(1));

        assertThat(lines).extracting(LineSplitter.Line::number).containsExactly(1L, 4L);
    }

    @Test
    void a_group_is_bounded_in_lines() {
        LineSplitter splitter = new LineSplitter(LIMIT);

        List<LineSplitter.Group> groups = splitter.feed(ByteString.fromString("x\n".repeat(1_200)));

        assertThat(groups).extracting(group -> group.lines().size()).containsExactly(512, 512, 176);
    }

    @Test
    void a_line_without_end_holds_no_more_than_the_limit() {
        LineSplitter splitter = new LineSplitter(LIMIT);
        for (int i = 0; i < 10_000; i++) {
            assertThat(splitter.feed(ByteString.fromString("x".repeat(40)))).isEmpty();
        }

        assertThat(splitter.end().orElseThrow().lines().get(0).isTooLong()).isTrue();
    }
}
