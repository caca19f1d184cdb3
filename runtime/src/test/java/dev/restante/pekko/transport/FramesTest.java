package dev.restante.pekko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.ActorId;
import dev.restante.MessageId;
import dev.restante.Payload;
import dev.restante.engine.Envelope;
import dev.restante.engine.Frame;
import dev.restante.engine.Protocol;
import dev.restante.engine.Provenance;
import dev.restante.engine.Terms;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two actor systems with a connection between them. */
@Timeout(60)
class FramesTest {

    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.actor.provider = remote
                    pekko.remote.artery {
                      canonical { hostname = "127.0.0.1", port = 0 }
                      advanced.maximum-frame-size = 256 KiB
                    }
                    """).withFallback(ConfigFactory.load());

    private final ActorTestKit here = ActorTestKit.create("restante", CONFIG);
    private final ActorTestKit there = ActorTestKit.create("restante", CONFIG);
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @AfterEach
    void stop() {
        here.shutdownTestKit();
        there.shutdownTestKit();
    }

    @Test
    void what_is_sent_to_another_node_arrives_in_order_and_can_be_answered() {
        Transport fromHere = Transport.inFrames(here.system(), DispatcherSelector.defaultDispatcher());
        Transport fromThere = Transport.inFrames(there.system(), DispatcherSelector.defaultDispatcher());
        ActorRef echo = extended(there).systemActorOf(Echo.props(fromThere), "echo");
        TestProbe<Protocol> sender = here.createTestProbe(Protocol.class);

        for (int n = 0; n < 1_000; n++) {
            fromHere.send(seenFromHere(echo), message(n), Adapter.toClassic(sender.ref()));
        }

        assertThat(sender.receiveSeveralMessages(1_000))
                .isEqualTo(
                        IntStream.range(0, 1_000).mapToObj(FramesTest::message).toList());
    }

    @Test
    void what_stays_on_the_node_goes_straight_to_its_recipient() {
        TestProbe<Protocol> recipient = here.createTestProbe(Protocol.class);

        sender().send(Adapter.toClassic(recipient.ref()), message(1), ActorRef.noSender());

        recipient.expectMessage(message(1));
        assertThat(tasks).isEmpty();
    }

    @Test
    void what_comes_together_before_a_thread_is_free_shares_a_frame() {
        TestProbe<Frame> frames = receiver();
        FrameSender sender = sender();
        ActorRef one = seenFromHere(Adapter.toClassic(there.createTestProbe().ref()));
        ActorRef other = seenFromHere(Adapter.toClassic(there.createTestProbe().ref()));

        sender.send(one, message(1), anybody());
        sender.send(other, message(2), anybody());
        sender.send(one, message(3), anybody());
        runTasks();

        Frame frame = frames.receiveMessage();
        assertThat(frame.items().stream().map(Frame.Item::message)).containsExactly(message(1), message(2), message(3));
        assertThat(frame.items().stream().map(Frame.Item::recipient))
                .containsExactly(nameOf(one), nameOf(other), nameOf(one));
    }

    @Test
    void what_comes_after_a_frame_is_sent_in_another_one() {
        TestProbe<Frame> frames = receiver();
        FrameSender sender = sender();
        ActorRef recipient =
                seenFromHere(Adapter.toClassic(there.createTestProbe().ref()));

        for (int n = 0; n < 3; n++) {
            sender.send(recipient, message(n), anybody());
            runTasks();

            assertThat(frames.receiveMessage().items()).hasSize(1);
        }
    }

    @Test
    void a_frame_takes_no_more_than_half_of_what_the_transport_lets_through() {
        TestProbe<Frame> frames = receiver();
        FrameSender sender = sender();
        ActorRef recipient =
                seenFromHere(Adapter.toClassic(there.createTestProbe().ref()));

        for (int n = 0; n < 8; n++) {
            sender.send(recipient, bag(n, 50 * 1024), anybody());
        }
        runTasks();

        List<Frame> sent = frames.receiveSeveralMessages(4);
        assertThat(sent).allSatisfy(frame -> assertThat(frame.items()).hasSize(2));
        assertThat(sent.stream().flatMap(frame -> frame.items().stream()))
                .extracting(item -> ((Protocol.Bag) item.message()).first())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void a_message_that_is_larger_than_a_frame_should_be_has_one_of_its_own() {
        TestProbe<Frame> frames = receiver();
        FrameSender sender = sender();
        ActorRef recipient =
                seenFromHere(Adapter.toClassic(there.createTestProbe().ref()));

        sender.send(recipient, message(1), anybody());
        sender.send(recipient, bag(2, 200 * 1024), anybody());
        sender.send(recipient, message(3), anybody());
        runTasks();

        assertThat(frames.receiveSeveralMessages(3))
                .allSatisfy(frame -> assertThat(frame.items()).hasSize(1));
    }

    @Test
    void what_waits_is_bounded_and_sending_goes_on() {
        TestProbe<Frame> frames = receiver();
        FrameSender sender = sender();
        ActorRef recipient =
                seenFromHere(Adapter.toClassic(there.createTestProbe().ref()));
        ActorRef anybody = anybody();

        for (int n = 0; n < 140_000; n++) {
            sender.send(recipient, message(n), anybody);
        }
        runTasks();
        sender.send(recipient, message(140_000), anybody);
        runTasks();

        int received = 0;
        while (received < 131_072) {
            received += frames.receiveMessage().items().size();
        }
        assertThat(received).isEqualTo(131_072);
        assertThat(frames.receiveMessage().items())
                .singleElement()
                .extracting(Frame.Item::message)
                .isEqualTo(message(140_000));
    }

    private FrameSender sender() {
        return new FrameSender(here.system(), tasks::add);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Gets the frames in the place of what would take them apart. */
    private TestProbe<Frame> receiver() {
        TestProbe<Frame> frames = there.createTestProbe(Frame.class);
        there.system()
                .systemActorOf(
                        Behaviors.<Frame>receiveMessage(frame -> {
                            frames.ref().tell(frame);
                            return Behaviors.same();
                        }),
                        FrameReceiver.NAME,
                        org.apache.pekko.actor.typed.Props.empty());
        return frames;
    }

    private ActorRef anybody() {
        return Adapter.toClassic(here.createTestProbe().ref());
    }

    private ActorRef seenFromHere(ActorRef there) {
        return extended(here).provider().resolveActorRef(nameOf(there));
    }

    private String nameOf(ActorRef there) {
        return there.path()
                .toSerializationFormatWithAddress(
                        extended(this.there).provider().getDefaultAddress());
    }

    private static ExtendedActorSystem extended(ActorTestKit kit) {
        return (ExtendedActorSystem) Adapter.toClassic(kit.system());
    }

    private static Protocol message(int number) {
        return new Protocol.Ack(1, 2, number);
    }

    private static Protocol bag(int number, int bytes) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) ' ');
        Envelope envelope = new Envelope(
                new MessageId(1, 2, number),
                new ActorId("account", "alice"),
                new Payload("Deposit", 1, body),
                Provenance.NONE,
                Terms.sentAt(1));
        return new Protocol.Bag(2, number, List.of(envelope), false, 0);
    }

    /** Answers with what it is told. */
    private static final class Echo extends AbstractActor {

        private final Transport transport;

        private Echo(Transport transport) {
            this.transport = transport;
        }

        static Props props(Transport transport) {
            return Props.create(Echo.class, () -> new Echo(transport));
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .match(Protocol.class, message -> transport.send(getSender(), message, getSelf()))
                    .build();
        }
    }
}
