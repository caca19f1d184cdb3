package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.Audit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a partition reads is more than the store gives at once: pages end where their bytes or their rows are used up, requests have limits. */
class StoreLimitsTest {

    private static final String LARGE = "x".repeat(30_000);
    private static final int MORE_THAN_A_PAGE = 40;
    private static final long SWEEP_MILLIS = 60_000;

    /** Takes a checkpoint so often that what waits is in the store. */
    private final PartitionDriver partition = new PartitionDriver(PlayedSettings.withCheckpointEvery(200));

    @Test
    void delayed_messages_that_fill_a_page_with_bytes_are_all_found_after_a_crash() {
        partition.start().openChannel();
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            partition.bring(ALICE, "later 1000 timer-" + i + " " + i + "/" + LARGE);
        }
        partition.bring(BOB, "a");
        partition.bring(BOB, "b");

        partition.crash().start();
        partition.advance(2_000);

        Audit audit = partition.ask(Audit.class, new Request.Recount());
        assertThat(audit.delayed()).isZero();
        assertThat(audit.processed()).isEqualTo(2 * MORE_THAN_A_PAGE + 2);
    }

    @Test
    void waiting_messages_that_fill_a_page_with_bytes_are_all_handled_after_a_crash() {
        partition.start().openChannel();
        partition.ask(Boolean.class, new Request.Pause(ALICE));
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            partition.bring(ALICE, i + "/" + LARGE.substring(0, 5_000));
        }

        partition.crash().start();
        partition.ask(Boolean.class, new Request.Resume(ALICE));

        assertThat(partition.bodiesHandedOver())
                .extracting(body -> Integer.parseInt(body.substring(0, body.indexOf('/'))))
                .containsExactlyElementsOf(
                        IntStream.range(0, MORE_THAN_A_PAGE).boxed().toList());
    }

    @Test
    void a_partition_that_keeps_few_actors_in_memory_keeps_few_rows_there() {
        PartitionDriver narrow = new PartitionDriver(PlayedSettings.withActiveCells(1));
        narrow.start().openChannel();
        for (int i = 0; i < 2_000; i++) {
            narrow.bring(new ActorId("plain", "{0}" + i), "a");
        }

        assertThat(narrow.storage.log.firstKey()).as("what was trimmed").isGreaterThan(1);
    }

    @Test
    void a_bag_for_more_actors_than_a_request_has_keys_is_handled() {
        partition.start().openChannel();
        List<Envelope> bag = new ArrayList<>();
        for (int i = 1; i <= 11_000; i++) {
            ClientKey key = new ClientKey("key-" + i, new byte[] {1});
            bag.add(partition.envelope(i, new ActorId("plain", "cold-" + i), "a", key));
        }

        partition.arrive(new Protocol.Bag(PartitionDriver.COURIER, 1, bag, false, 0));

        assertThat(partition.handedOver).hasSize(11_000);
    }

    @Test
    void every_key_is_forgotten_when_its_time_is_over_however_many_there_are() {
        int keys = 600;
        PartitionDriver full = new PartitionDriver(PlayedSettings.withRememberedKeys(keys));
        full.start().openChannel();
        bringKeyed(full, keys, "first");
        full.advance(Duration.ofDays(1).toMillis() + SWEEP_MILLIS);
        full.openChannel(PartitionDriver.COURIER + 1);
        full.forgetWhatWasSeen();

        bringKeyed(full, keys, "second");

        assertThat(full.results())
                .filteredOn(result -> result.kind() != ChannelResult.Kind.ACCEPTED)
                .isEmpty();
        assertThat(full.handedOver).hasSize(keys);
    }

    private static void bringKeyed(PartitionDriver partition, int keys, String prefix) {
        for (int i = 0; i < keys; i++) {
            partition.bring(ALICE, "k", new ClientKey(prefix + i, new byte[] {1}));
        }
    }
}
