package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimelyEndTest {

    private final CompletableFuture<Void> beginning = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> halted = new CompletableFuture<>();

    private void require(Duration limit) {
        TimelyEnd.require(beginning, ended, limit, () -> halted.complete(null));
    }

    @Test
    void a_node_that_does_not_come_to_its_end_is_halted() throws Exception {
        require(Duration.ofMillis(20));

        beginning.complete(null);

        halted.get(20, TimeUnit.SECONDS);
        assertThat(ended).as("what others wait for").isNotDone();
    }

    @Test
    void a_node_that_ends_in_time_is_left_alone() {
        require(Duration.ofHours(1));

        beginning.complete(null);
        ended.complete(null);

        assertThat(halted).isNotDone();
    }

    @Test
    void a_node_that_goes_on_is_left_alone() throws Exception {
        require(Duration.ZERO);
        CompletableFuture<Void> other = new CompletableFuture<>();
        TimelyEnd.require(
                CompletableFuture.completedFuture(null),
                new CompletableFuture<>(),
                Duration.ZERO,
                () -> other.complete(null));

        other.get(20, TimeUnit.SECONDS);

        assertThat(halted).isNotDone();
    }
}
