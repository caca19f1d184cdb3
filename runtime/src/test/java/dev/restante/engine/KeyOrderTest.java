package dev.restante.engine;

import static dev.restante.engine.PartitionDriver.COURIER;
import static dev.restante.engine.PlayedActors.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.Audit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys are decided in the order of the mailbox, however late the store says what it knows of them. */
class KeyOrderTest {

    private static final int MORE_THAN_A_PAGE = 300;

    private final PartitionDriver partition = new PartitionDriver();

    /** A client has sent two messages through one node, and both again through another: four reads are under way. */
    private void twoMessagesThroughTwoCouriers() {
        partition.start().openChannel();
        partition.bring(ALICE, "before");
        partition.holdReads();
        for (long courier : List.of(COURIER + 1, COURIER + 2)) {
            partition.openChannel(courier);
            partition.bring(ALICE, "first", key("1"));
            partition.bring(ALICE, "second", key("2"));
        }
    }

    @Test
    void a_message_is_not_overtaken_by_its_successor_when_the_store_answers_out_of_order() {
        twoMessagesThroughTwoCouriers();

        answer(1);
        answer(2);
        answer(0);
        answer(3);
        answerWhatWasAskedSince(4);

        assertThat(partition.stateOf(ALICE)).isEqualTo("before first second");
    }

    @Test
    void copies_are_recognised_when_the_store_answers_backwards() {
        twoMessagesThroughTwoCouriers();

        for (int read = 3; read >= 0; read--) {
            answer(read);
        }
        answerWhatWasAskedSince(4);

        assertThat(partition.stateOf(ALICE)).isEqualTo("before first second");
        assertThat(partition.results())
                .filteredOn(result -> result.kind() == ChannelResult.Kind.DUPLICATE)
                .extracting(ChannelResult::number)
                .contains(1L, 2L);
    }

    /** The first owner has checkpointed both before the store said anything of their keys, behind more than what is read back at once. */
    @Test
    void a_message_is_not_overtaken_by_its_successor_when_a_checkpoint_came_before_the_decision() {
        partition.start().openChannel();
        partition.ask(Boolean.class, new Request.Pause(ALICE));
        for (int n = 1; n <= MORE_THAN_A_PAGE; n++) {
            partition.bring(ALICE, "-");
        }
        partition.holdReads().openChannel(COURIER + 1);
        partition.bring(ALICE, "first", key("1"));
        partition.bring(ALICE, "second", key("2"));
        partition.beginToAsk(Audit.class, new Request.Recount());
        partition.crash().start();

        partition.openChannel(COURIER + 2);
        partition.bring(ALICE, "first", key("1"));
        partition.ask(Boolean.class, new Request.Resume(ALICE));
        partition.bring(ALICE, "second", key("2"));

        assertThat(partition.stateOf(ALICE)).endsWith("- first second");
    }

    private void answer(int read) {
        partition.input(
                partition.storage.carryOut(partition.heldReads.get(read)).orElseThrow());
    }

    private void answerWhatWasAskedSince(int next) {
        for (int read = next; read < partition.heldReads.size(); read++) {
            answer(read);
        }
    }

    private static ClientKey key(String key) {
        return new ClientKey(key, new byte[] {1});
    }
}
