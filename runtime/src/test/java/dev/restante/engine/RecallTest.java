package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Operations.Cancellation;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pause recalls what is handed over and not begun. */
class RecallTest {

    private static final long LONGER_THAN_GRACE = 10;

    private final PartitionDriver partition = new PartitionDriver();

    @BeforeEach
    void start() {
        partition.start().openChannel();
    }

    @Test
    void a_pause_lets_the_message_under_way_end_and_no_other_begin() {
        handOverAndHold("a", "b", "c");

        pause();
        partition.cells.haveBegun(1);
        partition.finishTurns();

        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
        assertThat(describe().depth()).isEqualTo(2);
    }

    @Test
    void recalled_messages_are_handled_after_a_resume_in_their_order_and_as_never_tried() {
        handOverAndHold("a", "b", "c");
        pause();
        partition.cells.haveBegun(1);
        partition.finishTurns();
        partition.bring(ALICE, "d");
        partition.forgetWhatWasSeen();

        resume();

        assertThat(partition.bodiesHandedOver()).containsExactly("b", "c", "d");
        assertThat(partition.handedOver).extracting(Delivery::attempt).containsOnly(1);
        assertThat(partition.stateOf(ALICE)).isEqualTo("a b c d");
    }

    @Test
    void a_mailbox_that_is_resumed_before_the_recalled_are_back_goes_on_with_them() {
        handOverAndHold("a", "b", "c");
        pause();
        resume();

        partition.cells.haveBegun(1);
        partition.finishTurns();

        assertThat(partition.stateOf(ALICE)).isEqualTo("a b c");
    }

    @Test
    void a_failure_of_the_message_under_way_counts_and_what_was_recalled_stays_behind_it() {
        handOverAndHold("fail", "b");
        pause();
        partition.cells.haveBegun(1);
        partition.finishTurns();
        assertThat(describe().attempt()).isEqualTo(1);

        resume();
        partition.advance(5_000);

        assertThat(partition.bodiesHandedOver()).endsWith("fail", "b");
        assertThat(partition.stateOf(ALICE)).isEqualTo("b");
    }

    @Test
    void a_recalled_message_can_be_cancelled_once_it_is_back() {
        handOverAndHold("a", "b", "c");
        pause();

        Supplier<Optional<Cancellation>> ofA = beginToCancel(1);
        Supplier<Optional<Cancellation>> ofB = beginToCancel(2);
        assertThat(ofB.get()).isEmpty();
        partition.cells.haveBegun(1);
        partition.finishTurns();
        resume();

        assertThat(ofA.get()).contains(Cancellation.ALREADY_BEGUN);
        assertThat(ofB.get()).contains(Cancellation.CANCELLED);
        assertThat(partition.stateOf(ALICE)).isEqualTo("a c");
        assertThat(statusOf(2).state()).isEqualTo(MessageState.CANCELLED);
    }

    @Test
    void a_purge_takes_recalled_messages_too() {
        handOverAndHold("a", "b");
        pause();
        partition.bring(ALICE, "c");

        Supplier<Optional<Long>> purged = partition.beginToAsk(Long.class, new Request.Purge(ALICE));
        partition.cells.haveBegun(1);
        partition.finishTurns();

        assertThat(purged.get()).contains(2L);
        assertThat(partition.ask(Audit.class, new Request.Recount())).isEqualTo(new Audit(3, 1, 0, 0, 0, 0, 0, 0, 2));
    }

    @Test
    void a_crash_before_the_recalled_are_back_loses_none_and_the_pause_lasts() {
        handOverAndHold("a", "b", "c");
        pause();

        partition.crash().start();

        assertThat(partition.handedOver).isEmpty();
        assertThat(describe().paused()).isTrue();
        resume();
        assertThat(partition.stateOf(ALICE)).isEqualTo("a b c");
    }

    @Test
    void a_crash_after_the_recalled_are_back_does_not_count_against_them() {
        handOverAndHold("a", "b");
        partition.crash().holdTurns().start();
        partition.crash().holdTurns().start();
        assertThat(partition.bodiesHandedOver()).as("what is suspected alone").containsExactly("a");

        pause();
        partition.cells.haveBegun(0);
        partition.finishTurns();
        partition.crash().start();

        assertThat(describe().attempt()).isZero();
        resume();
        assertThat(partition.stateOf(ALICE)).isEqualTo("a b");
    }

    @Test
    void a_crash_after_a_pause_that_came_before_a_logged_hand_over_does_not_count_against_it() {
        handOverAndHold("a", "b");
        partition.crash().holdTurns().start();
        partition.crash().holdCommits().start();
        partition.commitOne();
        Supplier<Optional<Boolean>> paused = partition.beginToAsk(Boolean.class, new Request.Pause(ALICE));
        partition.commit();
        assertThat(paused.get()).contains(true);
        assertThat(partition.handedOver).isEmpty();

        partition.crash().start();

        assertThat(describe().attempt()).isZero();
    }

    @Test
    void a_pause_while_a_write_is_in_flight_recalls_at_once_and_is_answered_after_its_own_commit() {
        partition.holdTurns().holdCommits();
        partition.bring(ALICE, "a", "b");
        partition.advance(LONGER_THAN_GRACE);

        Supplier<Optional<Boolean>> paused = partition.beginToAsk(Boolean.class, new Request.Pause(ALICE));
        partition.cells.haveBegun(1);
        partition.finishTurns();

        assertThat(paused.get()).isEmpty();
        assertThat(partition.receiptsThrough()).isZero();
        partition.commit();
        assertThat(paused.get()).contains(true);
        assertThat(partition.stateOf(ALICE)).isEqualTo("a");
        assertThat(describe().depth()).isEqualTo(1);
    }

    @Test
    void a_pause_that_is_lost_with_its_write_has_recalled_for_nothing_and_harms_nothing() {
        partition.holdTurns().holdCommits();
        partition.bring(ALICE, "a", "b");
        partition.advance(LONGER_THAN_GRACE);
        partition.beginToAsk(Boolean.class, new Request.Pause(ALICE));
        partition.cells.haveBegun(1);
        partition.finishTurns();

        partition.crashAfterTheWrite().start();

        assertThat(describe().paused()).isFalse();
        assertThat(partition.stateOf(ALICE)).isEqualTo("a b");
    }

    @Test
    void a_stop_recalls_too_so_that_the_log_ends_soon_and_cleanly() {
        handOverAndHold("a", "b", "c");

        partition.stop();
        partition.cells.haveBegun(1);
        partition.finishTurns();
        partition.crash().holdTurns().start();

        assertThat(partition.bodiesHandedOver()).containsExactly("b", "c");
    }

    /** One hand-over of all messages, which the log holds as well; the cell is at work on it until the test lets it end. */
    private void handOverAndHold(String... bodies) {
        partition.holdTurns();
        partition.bring(ALICE, bodies);
        partition.advance(LONGER_THAN_GRACE);
        assertThat(partition.bodiesHandedOver()).containsExactly(bodies);
    }

    private void pause() {
        assertThat(partition.ask(Boolean.class, new Request.Pause(ALICE))).isTrue();
    }

    private void resume() {
        assertThat(partition.ask(Boolean.class, new Request.Resume(ALICE))).isTrue();
    }

    private Supplier<Optional<Cancellation>> beginToCancel(long messageNumber) {
        String id = partition.id(messageNumber).toString();
        return partition.beginToAsk(Cancellation.class, new Request.Cancel(ALICE, id));
    }

    private ActorStatus describe() {
        return partition.ask(ActorStatus.class, new Request.Describe(ALICE));
    }

    private MessageStatus statusOf(long messageNumber) {
        String id = partition.id(messageNumber).toString();
        Optional<?> status = partition.ask(Optional.class, new Request.Status(ALICE, id));
        return (MessageStatus) status.orElseThrow();
    }
}
