package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.BOB;
import static dev.restante.engine.PlayedActors.KEEPER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionMendingTest {

    private static final LostRows NOTHING = new LostRows(List.of(), List.of());

    private final PartitionDriver partition = new PartitionDriver(PlayedSettings.withCheckpointEvery(500));

    @BeforeEach
    void a_partition_with_rows_of_all_kinds() {
        partition.start().openChannel();
        partition.ask(Boolean.class, new Request.Pause(BOB));
        for (int n = 0; n < 40; n++) {
            partition.bring(ALICE, "a" + n);
            partition.bring(BOB, "b" + n);
            partition.bring(KEEPER, "k" + n);
        }
        partition.ask(Audit.class, new Request.Recount());
    }

    private List<String> mend(LostRows lost) {
        return partition.storage.mend(partition.number(), lost, Map.of());
    }

    private void assertRuns() {
        partition.crash().start().openChannel();
        assertThat(partition.ask(Audit.class, new Request.Recount()).balanced()).isTrue();
        partition.bringAgain(new ActorId("plain", "{0}new"), 121, "new");
        assertThat(partition.receiptsThrough()).isEqualTo(121);
    }

    private boolean isPaused(ActorId actor) {
        return partition.ask(ActorStatus.class, new Request.Describe(actor)).paused();
    }

    @Test
    void mending_what_is_whole_changes_nothing() {
        Audit before = partition.storage.inspect(partition.number()).audit();

        List<String> losses = mend(NOTHING);

        assertThat(losses).isEmpty();
        assertThat(partition.storage.inspect(partition.number()).audit()).isEqualTo(before);
        assertRuns();
        assertThat(partition.stateOf(ALICE)).endsWith("a39");
        partition.ask(Boolean.class, new Request.Resume(BOB));
        assertThat(partition.stateOf(BOB)).startsWith("b0").endsWith("b39");
    }

    @Test
    void an_actor_whose_state_is_lost_is_paused_and_named_and_no_other() {
        byte[] lost = partition.storage.loseRow('S');
        String actor = PartitionInspection.nameOf(lost);

        List<String> losses = mend(new LostRows(List.of(lost), List.of()));

        assertThat(losses).contains(actor);
        assertRuns();
        assertThat(isPaused(ALICE)).isTrue();
        assertThat(isPaused(KEEPER)).isFalse();
    }

    @Test
    void an_actor_whose_state_was_in_a_lost_stretch_is_paused() {
        byte[] lost = partition.storage.loseRow('S');
        byte[] after = new byte[] {'T'};

        mend(new LostRows(List.of(), List.of(new LostRows.Stretch(lost, after))));

        assertRuns();
        assertThat(isPaused(ALICE)).isTrue();
        assertThat(isPaused(KEEPER)).isFalse();
    }

    @Test
    void an_actor_that_lost_an_event_is_paused_with_the_state_before_it() {
        byte[] lost = partition.storage.loseRow('E');

        mend(new LostRows(List.of(lost), List.of()));

        assertRuns();
        assertThat(isPaused(KEEPER)).isTrue();
        assertThat(isPaused(ALICE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(chars = {'P', 'H', 'R'})
    void messages_that_are_found_nowhere_are_counted_as_purged(char kind) {
        byte[] lost = partition.storage.loseRow(kind);

        List<String> losses = mend(new LostRows(List.of(lost), List.of()));

        assertThat(losses).isNotEmpty();
        assertRuns();
    }

    @Test
    void a_message_whose_row_is_stored_waits_even_if_its_record_is_lost() {
        partition.storage.loseCheckpoints(true);
        partition.bring(BOB, "b40");
        partition.ask(Audit.class, new Request.Recount());
        partition.storage.loseRecordsOf("b40");
        assertThat(partition.storage.inspect(partition.number()).contradictions())
                .containsExactly("the mailbox of " + BOB + " should hold 40 messages, and 41 are stored");

        mend(NOTHING);

        assertThat(partition.storage.inspect(partition.number()).contradictions())
                .isEmpty();
        partition.storage.loseCheckpoints(false);
        assertRuns();
        partition.ask(Boolean.class, new Request.Resume(BOB));
        assertThat(partition.stateOf(BOB)).endsWith("b39 b40");
    }

    @Test
    void a_partition_whose_log_was_cut_takes_up_where_the_others_stand() {
        int other = (partition.number() + 1) % PlayedSettings.few().partitions();
        PartitionLinks links = new PartitionLinks(
                Map.of(partition.number(), 17L), Map.of(partition.number(), new PartitionLinks.Sent(9, 12)));

        List<String> losses = partition.storage.mend(partition.number(), NOTHING, Map.of(other, links));

        assertThat(losses).anyMatch(loss -> loss.startsWith("messages 1 to 9 from partition " + other));
        assertThat(losses).anyMatch(loss -> loss.contains("messages 1 to 17 were sent to partition " + other));
        partition.crash().start().openChannel();
        Protocol.Bag bag = new Protocol.Bag(other, 10, List.of(partition.envelope(10, ALICE, "ten", null)), false, 0);
        partition.arrive(bag);
        assertThat(partition.stateOf(ALICE)).endsWith("a39 ten");
        assertThat(partition.storage.inspect(partition.number()).links().sent().get(other))
                .isEqualTo(new PartitionLinks.Sent(17, 17));
    }
}
