package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Refusal;
import dev.restante.engine.CourierInput.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a courier tells those who send, and what it sends, while partitions answer, are silent, or do not know it. */
class CourierTest {

    private static final CourierSettings LIMITS = CourierSettings.defaults();
    private static final long TICK = 250;
    private static final Wishes PLAIN = new Wishes(0, 0, false, null);

    private final int partition =
            Placement.partitionOf(ALICE, PlayedSettings.few().partitions());
    private final List<CourierOutput> outputs = new ArrayList<>();
    private long now = 1_000_000_000;
    private long channels = PartitionDriver.COURIER;
    private final Courier courier = new Courier(PlayedSettings.few(), LIMITS, () -> channels++);
    private long channel;

    @BeforeEach
    void openTheChannelWithAFirstMessage() {
        submit("first");
        Protocol.OpenChannel request =
                sent(Protocol.OpenChannel.class).findFirst().orElseThrow();
        channel = request.origin();
        arrive(new Protocol.ChannelOpened(partition, channel, true, 0));
        arrive(receipts(1));
        outputs.clear();
    }

    @Test
    void a_receipt_accepts_everything_up_to_its_number() {
        submit("a");
        submit("b");

        arrive(receipts(3));

        assertThat(outputs)
                .contains(new CourierOutput.Accepted("a", id(2), false), new CourierOutput.Accepted("b", id(3), false));
    }

    @Test
    void what_clients_choose_the_length_of_counts_for_bags_and_limits() {
        Provenance traced = new Provenance(null, null, "c".repeat(255), Map.of("tracestate", "x".repeat(2_000)));
        for (int i = 0; i < 200; i++) {
            courier.handle(new CourierInput.Submit(i, ALICE, text("a"), traced, PLAIN, 0), now);
        }
        outputs.addAll(courier.flush(now));

        assertThat(sent(Protocol.Bag.class).map(bag -> ProtocolFormat.write(1, bag)))
                .hasSizeGreaterThan(1)
                .allSatisfy(bag ->
                        assertThat(bag).hasSizeLessThan(PlayedSettings.few().bagBytes()));
    }

    @Test
    void what_gathers_between_two_flushes_leaves_in_one_bag() {
        submit("in the way");
        outputs.clear();

        outputs.addAll(courier.handle(new CourierInput.Submit("a", ALICE, text("a"), Provenance.NONE, PLAIN, 0), now));
        outputs.addAll(courier.handle(new CourierInput.Arrived(receipts(2)), now));
        outputs.addAll(courier.handle(new CourierInput.Submit("b", ALICE, text("b"), Provenance.NONE, PLAIN, 0), now));
        assertThat(sent(Protocol.Bag.class)).isEmpty();
        outputs.addAll(courier.flush(now));

        assertThat(sent(Protocol.Bag.class))
                .singleElement()
                .satisfies(bag -> assertThat(bag.envelopes()).hasSize(2));
    }

    @Test
    void a_refusal_is_told_and_is_not_an_acceptance() {
        submit("a");

        arrive(receipts(2, new ChannelResult(2, ChannelResult.Kind.REFUSED, null, Refusal.MAILBOX_FULL)));

        assertThat(outputs).filteredOn(CourierOutput.Accepted.class::isInstance).isEmpty();
        assertThat(outputs)
                .filteredOn(CourierOutput.Refused.class::isInstance)
                .extracting(refused -> ((CourierOutput.Refused) refused).refusal())
                .containsExactly(Refusal.MAILBOX_FULL);
    }

    @Test
    void a_keyed_message_is_accepted_only_when_it_is_listed() {
        submit("a", new Wishes(0, 0, true, new ClientKey("k", new byte[] {1})), 0);
        arrive(receipts(2));
        assertThat(outputs).filteredOn(CourierOutput.Accepted.class::isInstance).isEmpty();

        arrive(receipts(2, new ChannelResult(2, ChannelResult.Kind.DUPLICATE, id(1), null)));

        assertThat(outputs).contains(new CourierOutput.Accepted("a", id(1), true));
    }

    @Test
    void a_decision_that_was_lost_on_its_way_is_asked_for_again() {
        submit("keyed", new Wishes(0, 0, false, new ClientKey("k", new byte[] {1})), 0);
        arrive(receipts(2));
        outputs.clear();

        pass(LIMITS.retryMillis() + TICK);

        assertThat(sent(Protocol.OpenChannel.class))
                .extracting(Protocol.OpenChannel::origin, Protocol.OpenChannel::fresh)
                .containsExactly(tuple(channel, false));
    }

    @Test
    void what_nobody_answers_is_sent_again_under_the_same_number() {
        submit("a");
        outputs.clear();

        pass(LIMITS.retryMillis() + 1);

        assertThat(sent(Protocol.Bag.class)).first().satisfies(bag -> {
            assertThat(bag.first()).isEqualTo(2);
            assertThat(bag.again()).isTrue();
        });
    }

    @Test
    void what_nobody_answers_in_time_is_in_doubt_once() {
        submit("a");

        pass(LIMITS.acceptMillis() + 1_000);
        arrive(receipts(2));

        assertThat(outputs)
                .filteredOn(output -> !(output instanceof CourierOutput.ToPartition))
                .filteredOn(output -> !(output instanceof CourierOutput.WakeAt))
                .containsExactly(new CourierOutput.InDoubt("a"));
    }

    @Test
    void what_a_forgotten_channel_carried_is_in_doubt_and_the_next_channel_seals_it() {
        submit("a");

        arrive(new Protocol.ChannelOpened(partition, channel, false, 0));
        submit("b");

        assertThat(outputs).contains(new CourierOutput.InDoubt("a"));
        assertThat(sent(Protocol.OpenChannel.class)).last().satisfies(request -> {
            assertThat(request.origin()).isNotEqualTo(channel);
            assertThat(request.replaces()).isEqualTo(channel);
        });
    }

    @Test
    void deferred_messages_come_again_in_order_before_what_was_submitted_meanwhile() {
        submit("a");
        submit("b");
        arrive(receipts(2, deferred(2)));
        submit("c");
        arrive(receipts(3, deferred(2), deferred(3)));
        outputs.clear();

        pass(LIMITS.maxRetryMillis());

        List<Envelope> again =
                sent(Protocol.Bag.class).findFirst().orElseThrow().envelopes();
        assertThat(again).extracting(envelope -> text(envelope.payload())).containsExactly("a", "b", "c");
        assertThat(again)
                .extracting(envelope -> envelope.terms().afterDeferral())
                .containsExactly(true, false, false);
    }

    @Test
    void an_outcome_goes_to_who_waits_for_it_and_is_asked_for_meanwhile() {
        submit("a", PLAIN, 10_000);
        arrive(receipts(2));
        outputs.clear();
        pass(LIMITS.followMillis() + 1_000);
        assertThat(sent(Protocol.AwaitOutcome.class)).contains(new Protocol.AwaitOutcome(id(2)));

        Outcome outcome = new Outcome(id(2), ALICE, MessageState.PROCESSED, 0, 1, now, now, null, null, null, null);
        arrive(new Protocol.OutcomeNotice(outcome));

        assertThat(outputs).contains(new CourierOutput.Finished("a", outcome));
    }

    @Test
    void who_waits_longer_than_he_wanted_is_told_so() {
        submit("a", PLAIN, 1_000);
        arrive(receipts(2));

        pass(5_000);

        assertThat(outputs).contains(new CourierOutput.GaveUp("a"));
    }

    @Test
    void what_is_unanswered_is_sent_again_at_once_when_its_partition_has_an_owner_again() {
        submit("a");
        pass(10_000);
        outputs.clear();

        input(new CourierInput.OwnerFound(partition));

        assertThat(sent(Protocol.Bag.class))
                .singleElement()
                .satisfies(bag -> assertThat(bag.first()).isEqualTo(2));
    }

    private void submit(String body) {
        submit(body, PLAIN, 0);
    }

    /** The body is the token, too. */
    private void submit(String body, Wishes wishes, long patience) {
        input(new CourierInput.Submit(body, ALICE, text(body), Provenance.NONE, wishes, patience));
    }

    private void arrive(Protocol message) {
        input(new CourierInput.Arrived(message));
    }

    private void input(CourierInput input) {
        outputs.addAll(courier.handle(input, now));
        outputs.addAll(courier.flush(now));
    }

    private void pass(long millis) {
        long until = now + millis;
        while (now < until) {
            now = Math.min(until, now + 50);
            input(new CourierInput.Woken());
        }
    }

    private Protocol.Receipts receipts(long through, ChannelResult... results) {
        return new Protocol.Receipts(partition, channel, through, List.of(results));
    }

    private static ChannelResult deferred(long number) {
        return new ChannelResult(number, ChannelResult.Kind.DEFERRED, null, null);
    }

    private MessageId id(long number) {
        return new MessageId(partition, channel, number);
    }

    private <P extends Protocol> Stream<P> sent(Class<P> kind) {
        return outputs.stream()
                .filter(CourierOutput.ToPartition.class::isInstance)
                .map(output -> ((CourierOutput.ToPartition) output).message())
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
