package dev.restante.persistence.contract;

import static dev.restante.persistence.contract.JournalDriver.atomic;
import static dev.restante.persistence.contract.JournalDriver.event;
import static dev.restante.persistence.contract.JournalDriver.letters;
import static dev.restante.persistence.contract.PluginSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.persistence.contract.JournalDriver.Replay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageFailure;
import org.apache.pekko.persistence.JournalProtocol.WriteMessagesFailed;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What partitions need of a journal beyond Pekko's compatibility kit: numbers without a gap, a fence against stale writers, and a highest
 * number that counts the writes under way.
 */
public abstract class LogOwnershipContract extends JournalSuite {

    @ParameterizedTest(name = "{0}")
    @CsvSource({"5", "4", "7", "1"})
    void a_write_that_does_not_follow_the_log_fails_and_changes_nothing(long sequenceNr) {
        TestKit answers = journal.write(letters(id, sequenceNr, sequenceNr + 1));

        Throwable cause =
                answers.expectMsgClass(PATIENCE, WriteMessagesFailed.class).cause();
        answers.expectMsgClass(PATIENCE, WriteMessageFailure.class);
        answers.expectMsgClass(PATIENCE, WriteMessageFailure.class);
        assertThat(cause).hasMessageContaining(id).hasMessageContaining(Long.toString(sequenceNr));
        Replay replay = journal.replay(id);
        assertThat(replay.sequenceNrs()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(replay.highest()).isEqualTo(5);
    }

    @Test
    void a_write_with_a_gap_inside_fails_as_a_whole() {
        TestKit answers = journal.write(List.of(atomic(event(id, 6, "a")), atomic(event(id, 8, "b"))));

        answers.expectMsgClass(PATIENCE, WriteMessagesFailed.class);
        assertThat(journal.replay(id).highest()).isEqualTo(5);
    }

    @Test
    void of_two_owners_one_goes_on_and_the_stale_one_is_refused_also_after_a_restart() {
        expectWritten(journal.write(letters(id, 6, 6)), 6, 6);

        journal.write(letters(id, 6, 6)).expectMsgClass(PATIENCE, WriteMessagesFailed.class);
        restart();
        journal.write(letters(id, 6, 6)).expectMsgClass(PATIENCE, WriteMessagesFailed.class);

        expectWritten(journal.write(letters(id, 7, 7)), 7, 7);
    }

    @Test
    void stale_writers_do_not_fail_the_writes_around_them() {
        List<String> owners = IntStream.range(0, 20).mapToObj(n -> newId()).toList();

        List<TestKit> answers = new ArrayList<>();
        List<TestKit> staleAnswers = new ArrayList<>();
        for (String owner : owners) {
            answers.add(journal.write(letters(owner, 1, 3)));
            staleAnswers.add(journal.write(letters(owner, 3, 3)));
        }

        answers.forEach(answer -> expectWritten(answer, 1, 3));
        staleAnswers.forEach(answer -> answer.expectMsgClass(PATIENCE, WriteMessagesFailed.class));
        owners.forEach(owner -> assertThat(journal.replay(owner).sequenceNrs()).containsExactly(1L, 2L, 3L));
    }

    @Test
    void a_recovery_that_begins_during_a_write_counts_it() {
        for (long n = 6; n < 26; n++) {
            TestKit answers = journal.write(letters(id, n, n));
            TestKit replay = journal.beginReplay(id, n, Long.MAX_VALUE, Long.MAX_VALUE);

            assertThat(journal.awaitReplay(replay).highest()).isEqualTo(n);
            expectWritten(answers, n, n);
        }
    }

    @Test
    void many_ids_that_write_at_once_each_keep_their_own_order() {
        Map<String, TestKit> owners = new HashMap<>();
        IntStream.range(0, 30).forEach(n -> owners.put(newId(), plugins.probe()));

        for (long n = 1; n <= 50; n++) {
            long number = n;
            owners.forEach((owner, probe) -> journal.write(letters(owner, number, number), probe));
            owners.values().forEach(probe -> expectWritten(probe, number, number));
        }

        restart();
        owners.keySet()
                .forEach(owner -> assertThat(journal.replay(owner).sequenceNrs())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 50).boxed().toList()));
    }
}
