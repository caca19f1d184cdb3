package dev.restante.persistence.contract;

import static dev.restante.persistence.contract.JournalDriver.atomic;
import static dev.restante.persistence.contract.JournalDriver.event;
import static dev.restante.persistence.contract.JournalDriver.letters;
import static dev.restante.persistence.contract.PluginSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.persistence.contract.JournalDriver.Replay;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageRejected;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.JournalProtocol.WriteMessagesSuccessful$;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a journal must do by Pekko's published compatibility kit ({@code pekko-persistence-tck}, {@code JournalSpec}), and after a restart. */
public abstract class JournalContract extends JournalSuite {

    @ParameterizedTest(name = "from {0} to {1}, at most {2}: {3} to {4}")
    @CsvSource({
        "1, 9223372036854775807, 9223372036854775807, 1, 5",
        "0, 9223372036854775807, 9223372036854775807, 1, 5",
        "3, 9223372036854775807, 9223372036854775807, 3, 5",
        "1, 3, 9223372036854775807, 1, 3",
        "1, 9223372036854775807, 3, 1, 3",
        "2, 3, 9223372036854775807, 2, 3",
        "2, 5, 2, 2, 3",
        "2, 2, 9223372036854775807, 2, 2",
        "2, 4, 1, 2, 2",
        "2, 4, 0, 1, 0",
        "3, 2, 9223372036854775807, 1, 0",
        "6, 9223372036854775807, 9223372036854775807, 1, 0",
    })
    void a_replay_brings_the_range_that_was_asked_for(long from, long to, long max, long first, long last) {
        Replay replay = journal.replay(id, from, to, max);

        assertThat(replay.sequenceNrs())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, last).boxed().toList());
        assertThat(replay.highest()).isEqualTo(5);
    }

    @Test
    void a_replay_brings_events_as_they_were_written() {
        assertThat(journal.replay(id).events())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 5)
                        .mapToObj(n -> event(id, n, "a-" + n))
                        .toList());
    }

    @Test
    void an_id_that_never_wrote_has_no_events() {
        Replay replay = journal.replay("never-wrote-" + id);

        assertThat(replay.events()).isEmpty();
        assertThat(replay.highest()).isZero();
    }

    @Test
    void an_id_that_begins_with_anothers_sees_none_of_its_events() {
        expectWritten(journal.write(letters(id + "1", 1, 1)), 1, 1);

        assertThat(journal.replay(id).sequenceNrs()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(journal.replay(id + "1").sequenceNrs()).containsExactly(1L);
    }

    @Test
    void deleted_events_are_not_replayed_and_the_highest_number_stays() {
        journal.delete(id, 3).expectMsgEquals(PATIENCE, new DeleteMessagesSuccess(3));

        Replay replay = journal.replay(id);
        assertThat(replay.sequenceNrs()).containsExactly(4L, 5L);
        assertThat(replay.highest()).isEqualTo(5);
    }

    @Test
    void deleting_again_or_less_changes_nothing() {
        journal.delete(id, 3).expectMsgEquals(PATIENCE, new DeleteMessagesSuccess(3));
        journal.delete(id, 3).expectMsgEquals(PATIENCE, new DeleteMessagesSuccess(3));
        journal.delete(id, 1).expectMsgEquals(PATIENCE, new DeleteMessagesSuccess(1));

        assertThat(journal.replay(id).sequenceNrs()).containsExactly(4L, 5L);
    }

    @Test
    void the_highest_number_survives_the_deletion_of_all_events_and_a_restart() {
        journal.delete(id, Long.MAX_VALUE).expectMsgEquals(PATIENCE, new DeleteMessagesSuccess(Long.MAX_VALUE));
        assertThat(journal.replay(id).highest()).isEqualTo(5);

        restart();

        Replay replay = journal.replay(id);
        assertThat(replay.events()).isEmpty();
        assertThat(replay.highest()).isEqualTo(5);
        expectWritten(journal.write(letters(id, 6, 6)), 6, 6);
        assertThat(journal.replay(id).sequenceNrs()).containsExactly(6L);
    }

    @Test
    void events_survive_a_restart() {
        List<PersistentRepr> before = journal.replay(id).events();

        restart();

        assertThat(journal.replay(id).events()).isEqualTo(before);
        assertThat(journal.replay(id).highest()).isEqualTo(5);
    }

    @Test
    void an_event_that_cannot_be_serialized_is_rejected_and_those_around_it_are_stored() {
        Object notSerializable = new Object();
        List<AtomicWrite> writes = List.of(
                atomic(event(id, 6, "b-6")), atomic(event(id, 7, notSerializable)), atomic(event(id, 8, "b-8")));

        TestKit answers = journal.write(writes);

        answers.expectMsgEquals(PATIENCE, WriteMessagesSuccessful$.MODULE$);
        assertThat(answers.expectMsgClass(PATIENCE, WriteMessageSuccess.class)
                        .persistent()
                        .payload())
                .isEqualTo("b-6");
        assertThat(answers.expectMsgClass(PATIENCE, WriteMessageRejected.class)
                        .message()
                        .payload())
                .isSameAs(notSerializable);
        assertThat(answers.expectMsgClass(PATIENCE, WriteMessageSuccess.class)
                        .persistent()
                        .payload())
                .isEqualTo("b-8");
        assertThat(journal.replay(id, 6, 8, 2).payloads()).containsExactly("b-6", "b-8");
    }

    @Test
    void a_rejected_event_takes_the_events_of_its_atomic_write_with_it() {
        TestKit answers = journal.write(List.of(atomic(event(id, 6, "b-6"), event(id, 7, new Object()))));

        answers.expectMsgEquals(PATIENCE, WriteMessagesSuccessful$.MODULE$);
        answers.expectMsgClass(PATIENCE, WriteMessageRejected.class);
        answers.expectMsgClass(PATIENCE, WriteMessageRejected.class);
        assertThat(journal.replay(id).sequenceNrs()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void a_log_goes_on_after_a_rejected_event() {
        journal.write(List.of(atomic(event(id, 6, new Object()))))
                .expectMsgEquals(PATIENCE, WriteMessagesSuccessful$.MODULE$);

        expectWritten(journal.write(letters(id, 7, 7)), 7, 7);

        assertThat(journal.replay(id).sequenceNrs()).containsExactly(1L, 2L, 3L, 4L, 5L, 7L);
    }

    @Test
    void references_to_actors_are_serialized_with_their_address() {
        SealedLetter letter = new SealedLetter(plugins.probe().getRef());

        expectWritten(journal.write(List.of(atomic(event(id, 6, letter)))), 6, 6);

        assertThat(journal.replay(id, 6, 6, 1).payloads()).containsExactly(letter);
    }

    @Test
    void metadata_manifest_and_timestamp_are_kept_with_any_payload() {
        PersistentRepr text =
                event(id, 6, "text").withMetadata("meta").withManifest("m1").withTimestamp(42);
        PersistentRepr bytes =
                event(id, 7, new byte[] {1, 2, 3}).withManifest("m2").withTimestamp(43);
        PersistentRepr both = event(id, 8, new byte[] {4}).withMetadata("meta");
        expectWritten(journal.write(List.of(atomic(text), atomic(bytes), atomic(both))), 6, 8);

        List<PersistentRepr> replayed = journal.replay(id, 6, 8, 9).events();

        assertThat(replayed).extracting(PersistentRepr::manifest).containsExactly("m1", "m2", "");
        assertThat(replayed).extracting(PersistentRepr::timestamp).containsExactly(42L, 43L, 0L);
        assertThat(replayed.get(0).metadata().get()).isEqualTo("meta");
        assertThat(replayed.get(1).metadata().isEmpty()).isTrue();
        assertThat(replayed.get(2).metadata().get()).isEqualTo("meta");
        assertThat(replayed).extracting(PersistentRepr::writerUuid).containsOnly("writer-of-" + id);
        assertThat(replayed.get(1).payload()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(replayed.get(2).payload()).isEqualTo(new byte[] {4});
    }

    @Test
    void empty_and_large_payloads_come_back() {
        byte[] large = new byte[3 * 1024 * 1024];
        large[large.length - 1] = 7;
        expectWritten(journal.write(List.of(atomic(event(id, 6, new byte[0]), event(id, 7, large)))), 6, 7);

        assertThat(journal.replay(id, 6, 7, 2).payloads()).containsExactly(new byte[0], large);
    }
}
