package dev.restante.persistence.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.store.StateStore;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a {@link StateStore} may lose when it fails and goes on by itself, and what it must not hide. */
public abstract class StateStoreFailureContract extends StateStoreSuite {

    /**
     * Lets the next change fail as it does when what the store stands on fails, and forget whatever it may forget by the contract. The store
     * goes on by itself afterwards.
     */
    protected abstract void failNextWrite() throws Exception;

    /** Fails the store by a change of {@code OTHER}, and returns once that partition can claim it again. */
    private void failAndGoOn() throws Exception {
        failNextWrite();
        assertThatThrownBy(() -> await(store.claim(OTHER, 2))).isInstanceOf(ExecutionException.class);
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (store.claim(OTHER, 3)
                .handle((done, failure) -> failure != null)
                .toCompletableFuture()
                .get()) {
            assertThat(System.nanoTime()).as("the store goes on").isLessThan(patience);
            Thread.onSpinWait();
        }
    }

    private static boolean succeeds(CompletionStage<Void> change) throws Exception {
        return change.handle((done, failure) -> failure == null)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_sync_never_succeeds_for_a_row_that_a_failure_has_lost() throws Exception {
        write(put("a", "1"));
        failAndGoOn();

        boolean synced = succeeds(store.sync(PARTITION, 1));

        boolean kept = all(PARTITION).equals(List.of("a=1"));
        assertThat(synced).as("the sync succeeds").isEqualTo(kept);
    }

    @Test
    void no_write_gets_ahead_of_one_that_a_failure_has_lost() throws Exception {
        write(put("a", "1"));
        failAndGoOn();

        if (succeeds(store.write(PARTITION, 1, List.of(put("b", "2")))) && succeeds(store.sync(PARTITION, 1))) {
            assertThat(all(PARTITION)).containsExactly("a=1", "b=2");
        } else {
            assertThat(all(PARTITION)).doesNotContain("b=2");
        }
    }

    @Test
    void the_next_owner_of_a_partition_whose_rows_were_lost_goes_on() throws Exception {
        write(put("a", "1"));
        failAndGoOn();

        await(store.claim(PARTITION, 2));
        await(store.write(PARTITION, 2, List.of(put("b", "2"))));
        await(store.sync(PARTITION, 2));

        restart();
        assertThat(all(PARTITION)).contains("b=2");
    }

    @Test
    void a_partition_that_had_synced_its_rows_goes_on_after_a_failure_as_if_there_had_been_none() throws Exception {
        write(put("a", "1"));
        await(store.sync(PARTITION, 1));
        failAndGoOn();

        write(put("b", "2"));
        await(store.sync(PARTITION, 1));

        assertThat(all(PARTITION)).containsExactly("a=1", "b=2");
    }
}
