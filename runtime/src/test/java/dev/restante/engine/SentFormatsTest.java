package dev.restante.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.MailboxDepth;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Operations.Cancellation;
import dev.restante.Payload;
import dev.restante.Refusal;
import dev.restante.WaitingMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What goes from node to node is read as it was sent, also by a node of another release. */
class SentFormatsTest {

    private static final MessageId ID = new MessageId(1, Samples.COURIER, 8);
    private static final Instant THEN = Instant.ofEpochMilli(1_000);

    private static final Map<String, Protocol> PROTOCOL = Map.of(
            "bag",
            new Protocol.Bag(Samples.COURIER, 7, List.of(Samples.plain(7), Samples.full(), Samples.plain(9)), true, 5),
            "ack",
            new Protocol.Ack(3, 2, 700),
            "resend",
            new Protocol.Resend(3, 2, 701),
            "open-channel",
            new Protocol.OpenChannel(Samples.COURIER + 1, true, 1_000, Samples.COURIER),
            "channel-opened",
            new Protocol.ChannelOpened(3, Samples.COURIER, true, 9),
            "receipts",
            new Protocol.Receipts(
                    3,
                    Samples.COURIER,
                    9,
                    List.of(
                            new ChannelResult(7, ChannelResult.Kind.DUPLICATE, ID, null),
                            ChannelResult.refused(8, Refusal.KEY_REUSED))),
            "await-outcome",
            new Protocol.AwaitOutcome(ID),
            "outcome-notice",
            new Protocol.OutcomeNotice(Samples.outcome()));

    private static final Frame FRAME = new Frame(PROTOCOL.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(sample -> new Frame.Item("to-" + sample.getKey(), "from", sample.getValue()))
            .toList());

    private static final Map<String, Request> REQUESTS = Map.ofEntries(
            Map.entry("pause", new Request.Pause(Samples.ALICE)),
            Map.entry("resume", new Request.Resume(Samples.ALICE)),
            Map.entry("purge", new Request.Purge(Samples.ALICE)),
            Map.entry("cancel", new Request.Cancel(Samples.ALICE, "k-1")),
            Map.entry("status", new Request.Status(Samples.ALICE, "k-1")),
            Map.entry("describe", new Request.Describe(Samples.ALICE)),
            Map.entry("image", new Request.Image(Samples.ALICE)),
            Map.entry("peek", new Request.Peek(Samples.ALICE, 50)),
            Map.entry("deepest", new Request.Deepest("account", 50)),
            Map.entry("dead-letters", new Request.DeadLetters("account", Samples.ALICE, ID, 50)),
            Map.entry("dead-letter-by-id", new Request.DeadLetterById(ID)),
            Map.entry("redrive", new Request.Redrive(ID, Samples.deposit())),
            Map.entry("discard", new Request.Discard(ID)),
            Map.entry("recount", new Request.Recount()));

    private static final Map<String, Object> ANSWERS = Map.ofEntries(
            Map.entry("boolean", true),
            Map.entry("long", 7L),
            Map.entry("cancellation", Cancellation.ALREADY_BEGUN),
            Map.entry("empty", Optional.empty()),
            Map.entry(
                    "message-status",
                    Optional.of(new MessageStatus(
                            ID,
                            Samples.ALICE,
                            MessageState.REJECTED,
                            2,
                            THEN,
                            Optional.of(Samples.deposit()),
                            Optional.of("insufficient funds"),
                            Optional.of(new MessageId(1, 2, 3))))),
            Map.entry(
                    "actor-status",
                    new ActorStatus(
                            Samples.ALICE, 27, 5, 4, 3, true, Optional.of(THEN), 2, 1, Optional.of(Samples.deposit()))),
            Map.entry("state-image", new StateImage(Samples.deposit(), List.of(Samples.deposit()))),
            Map.entry(
                    "waiting-messages",
                    List.of(new WaitingMessage(ID, 5, Samples.deposit(), 1, THEN, Optional.of(Samples.BOB), true))),
            Map.entry("mailbox-depths", List.of(new MailboxDepth(Samples.ALICE, 5, true))),
            Map.entry(
                    "dead-letters",
                    List.of(new DeadLetter(
                            ID,
                            Samples.ALICE,
                            Samples.deposit(),
                            3,
                            "why",
                            "at line 1",
                            THEN,
                            THEN.plusSeconds(1),
                            Optional.of(Samples.BOB)))),
            Map.entry("audit", new Audit(36, 8, 7, 6, 5, 4, 3, 2, 1)),
            Map.entry("audit-of-more-arrivals-than-sends", new Audit(-12, 8, 7, -42, 5, 4, 3, 2, 1)));

    @TestFactory
    Stream<DynamicTest> formats_of_version_1_stay_as_they_are() {
        return formats().flatMap(GoldenFormat::tests);
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> formats_of_version_1_survive_random_damage() {
        return formats().map(GoldenFormat::longTest);
    }

    private static Stream<GoldenFormat> formats() {
        return Stream.of(
                        formats("protocol-", PROTOCOL, ProtocolFormat::write, ProtocolFormat::read),
                        formats("", Map.of("frame", FRAME), FrameFormat::write, FrameFormat::read),
                        formats("request-", REQUESTS, RequestFormat::write, RequestFormat::read),
                        formats("answer-", ANSWERS, AnswerFormat::write, AnswerFormat::read))
                .flatMap(formats -> formats);
    }

    private static <T> Stream<GoldenFormat> formats(
            String prefix, Map<String, T> samples, BiFunction<Integer, T, byte[]> writer, Function<byte[], T> reader) {
        return samples.entrySet().stream()
                .map(sample -> GoldenFormat.of(prefix + sample.getKey(), sample.getValue(), writer, reader));
    }

    @Test
    void what_is_read_is_what_was_sent() {
        assertThat(PROTOCOL.values())
                .allSatisfy(sent -> assertThat(ProtocolFormat.read(ProtocolFormat.write(1, sent)))
                        .usingRecursiveComparison()
                        .isEqualTo(sent));
        assertThat(FrameFormat.read(FrameFormat.write(1, FRAME)))
                .usingRecursiveComparison()
                .isEqualTo(FRAME);
        assertThat(REQUESTS.values())
                .allSatisfy(sent -> assertThat(RequestFormat.read(RequestFormat.write(1, sent)))
                        .isEqualTo(sent));
        assertThat(ANSWERS.values())
                .allSatisfy(sent -> assertThat(AnswerFormat.read(AnswerFormat.write(1, sent)))
                        .isEqualTo(sent));
    }

    @Test
    void every_kind_of_message_between_nodes_is_covered() {
        assertThat(kinds(PROTOCOL)).containsExactlyInAnyOrder(Protocol.class.getPermittedSubclasses());
        assertThat(kinds(REQUESTS)).containsExactlyInAnyOrder(Request.class.getPermittedSubclasses());
    }

    private static Stream<Class<?>> kinds(Map<String, ?> samples) {
        return samples.values().stream().map(Object::getClass);
    }

    @Test
    void what_goes_to_many_has_its_payload_in_a_bag_once() {
        byte[] body = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        Payload event = new Payload("Event", 1, body);
        List<Envelope> envelopes = IntStream.range(0, 50)
                .mapToObj(number -> new Envelope(
                        new MessageId(1, 2, number),
                        new ActorId("subscriber", "s" + number),
                        event,
                        Provenance.NONE,
                        Terms.sentAt(1)))
                .toList();

        byte[] bag = ProtocolFormat.write(1, new Protocol.Bag(2, 0, envelopes, false, 0));

        assertThat(bag).hasSizeBetween(10_000, 13_000);
    }

    @Test
    void what_goes_to_many_partitions_of_a_node_has_its_payload_in_a_frame_once() {
        Payload event = new Payload("Event", 1, "x".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        List<Frame.Item> bags = IntStream.range(0, 20)
                .mapToObj(partition -> new Envelope(
                        new MessageId(partition, 2, 1),
                        new ActorId("subscriber", "s" + partition),
                        event,
                        Provenance.NONE,
                        Terms.sentAt(1)))
                .map(envelope -> new Protocol.Bag(2, 1, List.of(envelope), false, 0))
                .map(bag -> new Frame.Item("partition", "topic", bag))
                .toList();

        byte[] frame = FrameFormat.write(1, new Frame(bags));

        assertThat(frame).hasSizeBetween(10_000, 11_000);
    }

    @Test
    void the_size_of_a_message_is_not_estimated_too_low() {
        Outcome usual = Samples.outcome();
        Outcome wordy = new Outcome(
                usual.id(),
                new ActorId("account", "\u5b57".repeat(170)),
                usual.state(),
                usual.position(),
                usual.attempts(),
                usual.acceptedAt(),
                usual.finishedAt(),
                usual.reply(),
                "\u5b57".repeat(2_000),
                usual.causedBy(),
                "\u5b57".repeat(80));
        Frame.Item notice = new Frame.Item("to", "from", new Protocol.OutcomeNotice(wordy));

        Stream.concat(FRAME.items().stream(), Stream.of(notice))
                .forEach(item -> assertThat(FrameFormat.write(1, new Frame(List.of(item))))
                        .as("%s", item.message())
                        .hasSizeLessThanOrEqualTo(item.size()));
    }
}
