package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.MessageId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A partition whose log, store, cells and time are played by the test. Everything that it wants is done at once, unless the test holds
 * commits or turns back. Actors append the bodies of their messages to their state; {@link TextCell} tells the exceptions.
 */
final class PartitionDriver {

    static final long COURIER = 1L << 62 | 1;

    /** Who brings bags. */
    static final Peer PEER = new Peer() {
        @Override
        public String toString() {
            return "courier";
        }
    };

    final PlayedCourier courier;
    final Map<Integer, List<Protocol>> toPartitions = new LinkedHashMap<>();
    final List<Output.StartCall> calls = new ArrayList<>();
    final PlayedStorage storage = new PlayedStorage();
    final PlayedCells cells = new PlayedCells();
    final List<Delivery> handedOver = cells.handedOver;

    final List<Output.ReadRows> heldReads = new ArrayList<>();

    private final int number;
    private final EngineSettings settings;
    private final Map<Object, Object> answers = new LinkedHashMap<>();
    private final Deque<Output> todo = new ArrayDeque<>();
    private final Deque<Output.Append> heldAppends = new ArrayDeque<>();
    private Partition engine;
    private long now = 1_000_000_000;
    private long wakeAt = Long.MAX_VALUE;
    private boolean holdsCommits;
    private boolean holdsReads;
    private boolean stopped;

    PartitionDriver() {
        this(PlayedSettings.few());
    }

    PartitionDriver(EngineSettings settings) {
        this.settings = settings;
        number = Placement.partitionOf(ALICE, settings.partitions());
        courier = new PlayedCourier(number);
    }

    int number() {
        return number;
    }

    long now() {
        return now;
    }

    // Life

    /** Recovers from what is durable. */
    PartitionDriver start() {
        engine = new Partition(number, settings, PlayedSettings.types());
        long highest = storage.replayInto(engine);
        carryOut(engine.start(highest, now));
        return this;
    }

    /** The process ends; what was being appended is lost. What was seen of the partition so far is forgotten too. */
    PartitionDriver crash() {
        todo.clear();
        heldAppends.clear();
        cells.crash();
        holdsCommits = false;
        holdsReads = false;
        wakeAt = Long.MAX_VALUE;
        forgetWhatWasSeen();
        return this;
    }

    /** The process ends just after the append reached the disk, and before anybody was told. */
    PartitionDriver crashAfterTheWrite() {
        heldAppends.forEach(storage::append);
        return crash();
    }

    boolean stop() {
        input(new Input.Stop());
        return stopped;
    }

    void forgetWhatWasSeen() {
        handedOver.clear();
        courier.told.clear();
        toPartitions.clear();
        calls.clear();
    }

    // What the test holds back

    PartitionDriver holdCommits() {
        holdsCommits = true;
        return this;
    }

    /** Lets the append under way succeed and holds the next. */
    void commitOne() {
        append(heldAppends.remove());
    }

    /** Lets the append under way, and all later ones, succeed. */
    void commit() {
        holdsCommits = false;
        while (!heldAppends.isEmpty()) {
            append(heldAppends.remove());
        }
    }

    PartitionDriver holdTurns() {
        cells.hold();
        return this;
    }

    void finishTurns() {
        cells.letGo();
        for (var next = cells.finishNext(now); next.isPresent(); next = cells.finishNext(now)) {
            input(next.get());
        }
    }

    /** From now on, reads of single rows are not answered but kept in {@code heldReads}. */
    PartitionDriver holdReads() {
        holdsReads = true;
        return this;
    }

    /** Somebody sets the wall clock by so many milliseconds; no time passes. */
    void setClock(long millis) {
        now += millis;
        wakeAt = wakeAt == Long.MAX_VALUE ? wakeAt : wakeAt + millis;
    }

    /** Time passes, with everything that comes due. */
    void advance(long millis) {
        long until = now + millis;
        while (wakeAt <= until) {
            now = Math.max(now, wakeAt);
            wakeAt = Long.MAX_VALUE;
            input(new Input.Woken());
        }
        now = until;
    }

    // What comes in

    void input(Input input) {
        carryOut(engine.handle(input, now));
    }

    void arrive(Protocol message) {
        input(new Input.Arrived(PEER, message));
    }

    PartitionDriver openChannel() {
        return openChannel(COURIER);
    }

    /** From now on messages are brought on this channel. */
    PartitionDriver openChannel(long origin) {
        courier.use(origin);
        arrive(new Protocol.OpenChannel(origin, true, now, 0));
        return this;
    }

    /** A courier brings messages with these bodies, in one bag with the next numbers. */
    void bring(ActorId to, String... bodies) {
        arrive(courier.bag(now, to, bodies));
    }

    MessageId bring(ActorId to, String body, ClientKey key) {
        Protocol.Bag bag = courier.bag(now, to, body, key);
        arrive(bag);
        return bag.envelopes().get(0).id();
    }

    /** The bag with the numbers from {@code first} on, as a courier would send it again. */
    void bringAgain(ActorId to, long first, String... bodies) {
        arrive(courier.bagAgain(now, to, first, bodies));
    }

    Envelope envelope(long messageNumber, ActorId to, String body, ClientKey key) {
        return courier.envelope(now, messageNumber, to, body, key);
    }

    MessageId id(long messageNumber) {
        return courier.id(messageNumber);
    }

    <A> A ask(Class<A> answer, Request request) {
        Optional<A> given = beginToAsk(answer, request).get();
        assertThat(given).as("the answer to " + request).isPresent();
        return given.get();
    }

    /** Asks something that may take a while to be answered; says whether it is. */
    <A> Supplier<Optional<A>> beginToAsk(Class<A> answer, Request request) {
        Object token = new Object();
        input(new Input.Asked(token, request));
        return () -> Optional.ofNullable(answers.get(token)).map(answer::cast);
    }

    /** The committed state of an actor; empty when it has none. */
    String stateOf(ActorId actor) {
        ActorStatus status = ask(ActorStatus.class, new Request.Describe(actor));
        return status.state().map(PlayedActors::text).orElse("");
    }

    // What went out

    List<String> bodiesHandedOver() {
        return handedOver.stream()
                .map(delivery -> text(delivery.envelope().payload()))
                .toList();
    }

    long receiptsThrough() {
        return courier.receiptsThrough();
    }

    List<ChannelResult> results() {
        return courier.results();
    }

    // Carrying out

    /** Carries out what is wanted in its order: what that leads to comes after. */
    private void carryOut(List<Output> wanted) {
        boolean outermost = todo.isEmpty();
        todo.addAll(wanted);
        while (outermost && !todo.isEmpty()) {
            carryOut(todo.element());
            todo.remove();
        }
    }

    private void carryOut(Output output) {
        if (output instanceof Output.Append append) {
            if (holdsCommits) {
                heldAppends.add(append);
            } else {
                append(append);
            }
        } else if (output instanceof Output.HandOver handOver) {
            cells.handOver(handOver, now).ifPresent(this::input);
        } else if (output instanceof Output.Recall recall) {
            cells.recall(recall);
        } else if (output instanceof Output.StopCell stop) {
            cells.stop(stop.actor());
        } else if (output instanceof Output.ToPeer send) {
            courier.told.add(send.message());
        } else if (output instanceof Output.ToPartition send) {
            toPartitions
                    .computeIfAbsent(send.partition(), partition -> new ArrayList<>())
                    .add(send.message());
        } else if (output instanceof Output.WakeAt wake) {
            wakeAt = wake.time();
        } else if (output instanceof Output.Answer answer) {
            answers.put(answer.token(), answer.value());
        } else if (output instanceof Output.StartCall call) {
            calls.add(call);
        } else if (output instanceof Output.Stopped) {
            stopped = true;
        } else if (holdsReads && output instanceof Output.ReadRows read) {
            heldReads.add(read);
        } else {
            storage.carryOut(output).ifPresent(this::input);
        }
    }

    private void append(Output.Append append) {
        storage.append(append);
        input(new Input.Committed(append.sequence()));
    }
}
