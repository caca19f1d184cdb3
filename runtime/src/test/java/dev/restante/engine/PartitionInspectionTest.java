package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.BOB;
import static dev.restante.engine.PlayedActors.KEEPER;
import static dev.restante.engine.PlayedActors.NARROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restante.Audit;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionInspectionTest {

    private static final long LONGER_THAN_ALL_BACKOFF = 5_000;

    /** A partition with messages in every state, checkpoints after so many bytes. */
    private static PartitionDriver busy(long checkpointBytes) {
        PartitionDriver partition = new PartitionDriver(PlayedSettings.withCheckpointEvery(checkpointBytes));
        partition.start().openChannel();
        partition.ask(Boolean.class, new Request.Pause(BOB));
        for (int n = 0; n < 40; n++) {
            partition.bring(ALICE, "a" + n);
            partition.bring(BOB, "b" + n);
            partition.bring(KEEPER, "k" + n);
        }
        partition.bring(BOB, "keyed", new ClientKey("key", new byte[] {1}));
        partition.bring(NARROW, "fail");
        partition.advance(LONGER_THAN_ALL_BACKOFF);
        return partition;
    }

    @ParameterizedTest(name = "a checkpoint every {0} bytes")
    @ValueSource(longs = {500, 3_000, 1_000_000})
    void an_inspection_counts_what_an_audit_of_the_running_partition_counts(long checkpointBytes) {
        PartitionDriver partition = busy(checkpointBytes);
        PartitionInspection before = partition.storage.inspect(partition.number());

        Audit audit = partition.ask(Audit.class, new Request.Recount());

        assertThat(audit.pending()).isEqualTo(41);
        assertThat(audit.dead()).isEqualTo(1);
        assertThat(before.contradictions()).isEmpty();
        assertThat(before.audit()).isEqualTo(audit);
        PartitionInspection after = partition.storage.inspect(partition.number());
        assertThat(after.contradictions()).isEmpty();
        assertThat(after.audit()).isEqualTo(audit);
    }

    @Test
    void a_message_that_was_decided_after_its_row_was_written_is_counted() {
        PartitionDriver partition = new PartitionDriver();
        partition.start().openChannel();
        partition.ask(Boolean.class, new Request.Pause(BOB));
        partition.holdReads().bring(BOB, "keyed", new ClientKey("key", new byte[] {1}));
        partition.beginToAsk(Audit.class, new Request.Recount());
        assertThat(partition.storage.inspect(partition.number()).audit()).isEqualTo(Audit.EMPTY);

        partition.crash().start();

        PartitionInspection inspection = partition.storage.inspect(partition.number());
        assertThat(inspection.contradictions()).isEmpty();
        assertThat(inspection.audit()).isEqualTo(partition.ask(Audit.class, new Request.Recount()));
        assertThat(inspection.audit().pending()).isEqualTo(1);
    }

    @Test
    void a_waiting_message_that_is_not_stored_is_missed() {
        PartitionDriver partition = busy(500);
        partition.storage.loseRow('P');

        PartitionInspection inspection = partition.storage.inspect(partition.number());

        assertThat(inspection.contradictions())
                .containsExactly("the mailbox of " + BOB + " should hold 41 messages, and 40 are stored");
        assertThat(inspection.audit().balanced()).isFalse();
    }

    @Test
    void an_event_that_is_not_stored_is_missed() {
        PartitionDriver partition = busy(500);
        partition.storage.loseRow('E');

        assertThat(partition.storage.inspect(partition.number()).contradictions())
                .singleElement()
                .asString()
                .endsWith("of " + KEEPER + " is missing");
    }

    @Test
    void a_record_that_is_missing_is_named() {
        PartitionDriver partition = busy(1_000_000);
        partition.storage.log.remove(17L);

        assertThatThrownBy(() -> partition.storage.inspect(partition.number()))
                .isInstanceOf(CorruptLogException.class)
                .hasMessage("record 17 is missing; the next one in the log is 18");
    }

    @ParameterizedTest
    @ValueSource(chars = {'H', 'S', 'E', 'P', 'D', 'K', 'R'})
    void a_row_that_cannot_be_decoded_is_refused(char kind) {
        PartitionDriver partition = busy(500);
        partition.ask(Audit.class, new Request.Recount());
        partition.storage.cutRow(kind);

        assertThatThrownBy(() -> partition.storage.inspect(partition.number()))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("ends early");
    }

    @Test
    void rows_have_names_that_people_understand() {
        assertThat(PartitionInspection.nameOf(RowKey.state(ALICE).bytes())).isEqualTo("the state of " + ALICE);
        assertThat(PartitionInspection.nameOf(RowKey.event(KEEPER, 3).bytes())).isEqualTo("event 3 of " + KEEPER);
        assertThat(PartitionInspection.nameOf(RowKey.dead(4).bytes())).isEqualTo("dead letter 4");
        assertThat(PartitionInspection.nameOf("?".getBytes(StandardCharsets.UTF_8)))
                .startsWith("a row of an unknown kind");
        assertThat(PartitionInspection.nameOf(new byte[0])).startsWith("a row of an unknown kind");
    }
}
