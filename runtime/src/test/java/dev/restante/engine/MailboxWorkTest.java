package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.BOB;
import static dev.restante.engine.PlayedActors.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.DeadLetter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages after they are accepted: attempts, dead letters, effects, timers, calls. */
class MailboxWorkTest {

    private static final long LONGER_THAN_GRACE = 10;
    private static final long LONGER_THAN_ALL_BACKOFF = 5_000;

    /** An actor of another partition. */
    private static final ActorId FAR = PlayedActors.farFrom(ALICE);

    private final PartitionDriver partition = new PartitionDriver();

    @BeforeEach
    void start() {
        partition.start().openChannel();
    }

    @Test
    void a_message_that_fails_holds_up_its_own_mailbox_and_no_other() {
        partition.bring(ALICE, "fail", "after");
        partition.bring(BOB, "b");

        assertThat(partition.stateOf(ALICE)).isEmpty();
        assertThat(partition.stateOf(BOB)).isEqualTo("b");
    }

    @Test
    void a_message_that_fails_is_tried_again_after_its_backoff_with_the_next_attempt() {
        partition.bring(ALICE, "fail");
        assertThat(partition.handedOver).extracting(Delivery::attempt).containsExactly(1);

        partition.advance(99);
        assertThat(partition.handedOver).hasSize(1);

        partition.advance(1);
        assertThat(partition.handedOver).extracting(Delivery::attempt).containsExactly(1, 2);
    }

    @Test
    void failed_attempts_survive_a_crash() {
        partition.bring(ALICE, "fail");
        partition.advance(100);

        partition.crash().start();
        partition.advance(LONGER_THAN_ALL_BACKOFF);

        assertThat(partition.handedOver).extracting(Delivery::attempt).containsExactly(3);
        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void a_message_that_used_up_its_attempts_is_a_dead_letter_and_the_mailbox_goes_on() {
        partition.bring(ALICE, "fail", "after");

        partition.advance(LONGER_THAN_ALL_BACKOFF);

        DeadLetter letter = deadLetters().get(0);
        assertThat(letter.id()).isEqualTo(partition.id(1));
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.reason()).isEqualTo("it failed");
        assertThat(partition.stateOf(ALICE)).isEqualTo("after");
    }

    @Test
    void a_message_that_cannot_be_read_pauses_its_mailbox_and_is_not_given_up() {
        partition.bring(ALICE, "unreadable", "after");

        partition.advance(LONGER_THAN_ALL_BACKOFF);

        ActorStatus alice = partition.ask(ActorStatus.class, new Request.Describe(ALICE));
        assertThat(alice.paused()).isTrue();
        assertThat(alice.depth()).isEqualTo(2);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void a_message_that_could_not_be_read_is_tried_by_the_next_owner_which_may_be_of_another_release() {
        partition.bring(ALICE, "unreadable", "after");
        partition.handedOver.clear();

        partition.crash().start();

        assertThat(partition.handedOver).isNotEmpty();
        assertThat(partition.ask(ActorStatus.class, new Request.Describe(ALICE)).paused())
                .isTrue();
    }

    @Test
    void a_pause_by_an_operator_outlasts_its_owner_also_where_a_message_cannot_be_read() {
        partition.bring(ALICE, "unreadable", "after");

        assertThat(partition.ask(Boolean.class, new Request.Pause(ALICE))).isTrue();
        partition.crash().start();
        partition.handedOver.clear();
        partition.advance(LONGER_THAN_ALL_BACKOFF);

        assertThat(partition.handedOver).isEmpty();
        assertThat(partition.ask(Boolean.class, new Request.Resume(ALICE))).isTrue();
        assertThat(partition.handedOver).isNotEmpty();
    }

    @Test
    void after_an_unclean_stop_a_waiting_message_is_handed_over_only_when_that_is_logged() {
        partition.holdTurns();
        partition.bring(ALICE, "deadly");
        partition.advance(LONGER_THAN_GRACE);

        partition.crash().start();

        assertThat(partition.handedOver).hasSize(1);
        partition.crash().holdCommits().start();
        assertThat(partition.handedOver).isEmpty();
    }

    @Test
    void a_message_that_stops_its_node_again_and_again_is_given_up() {
        partition.holdTurns();
        partition.bring(ALICE, "deadly", "after");
        partition.advance(LONGER_THAN_GRACE);

        for (int i = 0; i < 10; i++) {
            partition.crash().holdTurns().start();
        }
        partition.finishTurns();

        assertThat(deadLetters()).extracting(letter -> text(letter.payload())).containsExactly("deadly");
        assertThat(partition.stateOf(ALICE)).isEqualTo("after");
    }

    @Test
    void what_a_handler_sends_leaves_only_after_the_commit_of_its_message() {
        partition.bring(ALICE, "first");
        partition.holdCommits();

        partition.bring(ALICE, "tell " + FAR + " hello");

        assertThat(partition.toPartitions).isEmpty();
        partition.commit();
        assertThat(sentTo(FAR)).containsExactly("hello");
    }

    @Test
    void what_was_sent_and_not_acknowledged_is_sent_again_after_a_crash() {
        partition.bring(ALICE, "tell " + FAR + " hello");

        partition.crash().start();

        assertThat(sentTo(FAR)).containsExactly("hello");
    }

    @Test
    void what_was_acknowledged_is_not_sent_again() {
        partition.bring(ALICE, "tell " + FAR + " hello");
        int far = Placement.partitionOf(FAR, PlayedSettings.few().partitions());
        partition.arrive(new Protocol.Ack(far, partition.number(), 1));
        partition.bring(BOB, "carries the acknowledgement into the log");

        partition.crash().start();

        assertThat(partition.toPartitions).isEmpty();
    }

    @Test
    void a_delayed_message_is_not_early_and_comes_once_also_after_a_crash() {
        partition.bring(ALICE, "later 1000 t tick");

        partition.advance(999);
        assertThat(partition.stateOf(ALICE)).doesNotEndWith(" tick tick").isEqualTo("later 1000 t tick");
        partition.crash().start();
        partition.advance(1);
        partition.crash().start();
        partition.advance(5_000);

        assertThat(partition.stateOf(ALICE)).isEqualTo("later 1000 t tick tick");
    }

    @Test
    void a_timer_that_is_cancelled_never_comes() {
        partition.bring(ALICE, "later 1000 t tick");

        partition.bring(ALICE, "cancel t");
        partition.advance(5_000);

        assertThat(partition.stateOf(ALICE)).isEqualTo("later 1000 t tick cancel t");
    }

    @Test
    void a_timer_of_the_same_name_replaces_the_one_before() {
        partition.bring(ALICE, "later 1000 t one");

        partition.bring(ALICE, "later 1000 t two");
        partition.advance(5_000);

        assertThat(partition.stateOf(ALICE)).isEqualTo("later 1000 t one later 1000 t two two");
    }

    @Test
    void a_call_is_made_after_the_commit_and_again_until_it_is_answered_also_after_a_crash() {
        partition.bring(ALICE, "first");
        partition.holdCommits();
        partition.bring(ALICE, "call");
        assertThat(partition.calls).isEmpty();
        partition.commit();
        partition.input(new Input.CallFailed(partition.calls.get(0).call(), "no answer"));
        partition.advance(LONGER_THAN_ALL_BACKOFF);
        assertThat(partition.calls).extracting(Output.StartCall::attempt).containsExactly(1, 2);

        partition.crash().start();
        partition.input(new Input.CallAnswered(partition.calls.get(0).call(), text("answer")));
        partition.crash().start();

        assertThat(partition.calls).isEmpty();
        assertThat(partition.stateOf(ALICE)).isEqualTo("first call answer");
    }

    private List<DeadLetter> deadLetters() {
        List<?> letters = partition.ask(List.class, new Request.DeadLetters(null, null, null, 100));
        return letters.stream().map(DeadLetter.class::cast).toList();
    }

    private List<String> sentTo(ActorId actor) {
        int receiver = Placement.partitionOf(actor, PlayedSettings.few().partitions());
        return partition.toPartitions.getOrDefault(receiver, List.of()).stream()
                .filter(Protocol.Bag.class::isInstance)
                .flatMap(bag -> ((Protocol.Bag) bag).envelopes().stream())
                .map(envelope -> text(envelope.payload()))
                .toList();
    }
}
