package dev.restante.pekko;

import static dev.restante.pekko.TestNode.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of this release and of one that has a later format, on one store and over the wire. */
@Timeout(180)
class RollingUpdateTest {

    private static final int COUNTERS = 24;

    @TempDir
    Path folder;

    private String storage;
    private NextRelease next;

    @BeforeEach
    void prepare(TestInfo test) throws IOException {
        storage = test.getTestMethod().orElseThrow().getName();
        next = NextRelease.in(folder);
    }

    @Test
    void two_releases_serve_together_in_what_both_read_and_partitions_move_both_ways() throws Exception {
        int seed = freePort();
        try (ReleaseMember old = ReleaseNode.start(storage, seed, seed, "1.0.0")) {
            addToAll(old, 1);
            try (ReleaseMember young = next.start(storage, 0, seed, "1.1.0")) {
                until(() -> owners(old) == 2 && owners(young) == 2);
                addToAll(old, 2);
                addToAll(young, 3);
            }
            until(() -> owners(old) == 1);
            addToAll(old, 4);
        }

        assertThat(versions()).containsOnly((byte) 1);
        assertThat(stored().version()).isEqualTo(1);
    }

    @Test
    void the_new_format_is_written_once_the_last_old_node_has_left_and_then_no_old_node_comes_back() throws Exception {
        int seed = freePort();
        ReleaseMember old = ReleaseNode.start(storage, seed, seed, "1.0.0");
        try (ReleaseMember young = next.start(storage, 0, seed, "1.1.0")) {
            until(() -> owners(old) == 2);
            addToAll(young, 1);
            assertThat(versions()).containsOnly((byte) 1);

            old.close();
            until(() -> stored().version() == 2 && owners(young) == 1);
            addToAll(young, 2);

            until(() -> versions().anyMatch(version -> version == 2));
        }

        assertThatThrownBy(() -> ReleaseNode.start(storage, 0, freePort(), "1.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the store holds format version 2, written by release 1.1.0")
                .hasMessageContaining("this release reads versions 1 to 1; start release 1.1.0 or a later one");
        int alone = freePort();
        try (ReleaseMember young = next.start(storage, alone, alone, "1.1.0")) {
            addToAll(young, 3);
        }
    }

    /** Of every record in every log. */
    private Stream<Byte> versions() {
        return MemoryStorage.named(storage).logs.values().stream()
                .flatMap(log -> log.values().stream())
                .map(record -> record[0]);
    }

    private StoreFormat stored() {
        return StoreFormat.read(MemoryStorage.named(storage).rows)
                .toCompletableFuture()
                .join();
    }

    /** Each value tells that nothing was lost on the way. */
    private static void addToAll(ReleaseMember node, int round) throws Exception {
        for (int counter = 0; counter < COUNTERS; counter++) {
            assertThat(node.add("c" + counter, 1)).isEqualTo(round);
        }
    }

    private static int owners(ReleaseMember node) {
        try {
            Map<Integer, String> owners = node.owners();
            return owners.size() < 8 ? 0 : new HashSet<>(owners.values()).size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
