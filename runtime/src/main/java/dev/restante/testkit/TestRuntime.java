package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.Application;
import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.DurableRef;
import dev.restante.MessageId;
import dev.restante.MessageStatus;
import dev.restante.OutsideCall;
import dev.restante.Recipient;
import dev.restante.Registry;
import dev.restante.SendOptions;
import dev.restante.WaitingMessage;
import dev.restante.behavior.Ensemble;
import dev.restante.engine.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs behaviors together, as a node does and on its engine: durable mailboxes in several partitions, retries, timers, calls, dead letters.
 * But there is no actor system, no thread and no clock: nothing happens until the test lets it, time stands still until the test advances it,
 * and the same test does the same every time.
 *
 * <pre>{@code
 * var runtime = TestRuntime.of(new Bank());
 *
 * runtime.tell(alice, new Deposit(500));
 * runtime.tell(alice, new Transfer("bob", 200));
 * runtime.step();
 * runtime.crashAndRestart();
 * runtime.runUntilIdle();
 *
 * assertThat(runtime.ask(bob, new GetBalance(), Balance.class).reply()).isEqualTo(new Balance(200));
 * }</pre>
 *
 * <p>Sending only plans. Whatever returns something that has to be found out, such as {@link #stateOf}, first lets everything come to rest, as
 * {@link #runUntilIdle} does. All messages and states pass through their bytes. For use by one thread, and with any test framework.
 */
public final class TestRuntime {

    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
    private static final int PARTITIONS = 4;
    private static final int MOST_STEPS = 100_000;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final HostedNode.Lasting lasting;
    private final Mailroom mailroom;
    private final OperatorDesk desk;
    private long channels = 1L << 62;
    private HostedNode node;

    private TestRuntime(HostedNode.Lasting lasting) {
        this.lasting = lasting;
        node = newNode();
        mailroom = new Mailroom(lasting.ensemble().catalog().types(), () -> node.courier);
        desk = new OperatorDesk(lasting.settings().partitions(), this::answer);
    }

    /**
     * Hosts {@code applications}.
     *
     * @throws IllegalArgumentException when a behavior could not be registered, with the reason
     */
    public static TestRuntime of(Application... applications) {
        return of(Registry.of(List.of(applications)));
    }

    /** Hosts what is registered, in 4 partitions. */
    public static TestRuntime of(Registry registry) {
        return of(registry, PARTITIONS);
    }

    /** As {@link #of(Registry)}, with another number of partitions. */
    public static TestRuntime of(Registry registry, int partitions) {
        return new TestRuntime(HostedNode.Lasting.fresh(new Ensemble(registry), partitions, BEGINNING.toEpochMilli()));
    }

    // Sending

    /** As {@link #tell(Recipient, Object, SendOptions)} with {@link SendOptions#defaults()}. */
    public <M> Sent tell(Recipient<M> to, M message) {
        return tell(to, message, SendOptions.defaults());
    }

    /** Sends {@code message} from outside. */
    public <M> Sent tell(Recipient<M> to, M message, SendOptions options) {
        return new Sent(mailroom.send(to, message, options), this::runUntilIdle);
    }

    /** Sends {@code message} from outside and waits for its outcome, for an hour of the runtime's time. */
    public <M, R> Asked<R> ask(Recipient<M> to, M message, Class<R> reply) {
        return new Asked<>(mailroom.sendAndFollow(to, message, PATIENCE), this::runUntilIdle, mailroom.types(), reply);
    }

    /** For code under test that sends: its stages complete while the test lets the runtime run, and on the test's thread. */
    public <M> DurableRef<M> ref(ActorType<M> type, String key) {
        return new TestRef<>(type.ref(key), mailroom);
    }

    /** Answers all calls for requests of this class from now on, instead of the behavior's own. What {@code answer} throws fails the attempt. */
    public <Q> void answerCalls(Class<Q> request, Function<? super Q, ?> answer) {
        lasting.standIns().put(request, answer);
    }

    /** As {@link #answerCalls(Class, Function)}, for answers that come later, or depend on the call's id or attempt. */
    public <Q> void answerCalls(Class<Q> request, OutsideCall<Q, Object> call) {
        lasting.standIns().put(request, call);
    }

    // Running

    /** Takes one step, such as a commit, a hand-over, or the arrival of one message; false when nothing can run now. */
    public boolean step() {
        node.world.takeAnswers();
        return lasting.agenda().runNext();
    }

    /**
     * Takes steps until nothing can run before time passes, something is resumed, or the outside world answers.
     *
     * @throws AssertionError when there is no end to it within 100,000 steps; shows the last ones
     */
    public void runUntilIdle() {
        for (int steps = 0; step(); steps++) {
            if (steps == MOST_STEPS) {
                throw new AssertionError("not idle after " + MOST_STEPS + " steps at " + now() + "; the last were\n  "
                        + String.join("\n  ", lasting.agenda().lately()));
            }
        }
    }

    /** The time; begins at 2030-01-01T00:00:00Z. */
    public Instant now() {
        return Instant.ofEpochMilli(lasting.agenda().now());
    }

    /** Lets {@code time} pass, in whole milliseconds, and everything happen that is due in it, each at its moment. */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not pass backwards, by " + time);
        }
        Agenda agenda = lasting.agenda();
        long end = agenda.now() + time.toMillis();
        runUntilIdle();
        while (agenda.nextTime() <= end) {
            agenda.passTimeTo(agenda.nextTime());
            runUntilIdle();
        }
        agenda.passTimeTo(end);
    }

    /**
     * Kills the node where it stands and starts it again: what was not committed is gone, with everything that was under way between courier,
     * partitions and actors. Takes no step of the recovery yet. Receipts and replies that have not come fail with
     * {@link dev.restante.UnknownOutcomeException}.
     */
    public void crashAndRestart() {
        HostedNode crashed = node;
        lasting.agenda().clear();
        node = newNode();
        crashed.courier.crash();
    }

    private HostedNode newNode() {
        return new HostedNode(lasting, () -> ++channels);
    }

    // Mailboxes

    /** Stops handing messages to the actor; they are still accepted. Lasts over a crash. */
    public void pauseDelivery(Recipient<?> actor) {
        pauseDelivery(actor.id());
    }

    public void pauseDelivery(ActorId actor) {
        desk.pause(actor);
    }

    public void resumeDelivery(Recipient<?> actor) {
        resumeDelivery(actor.id());
    }

    public void resumeDelivery(ActorId actor) {
        desk.resume(actor);
    }

    /** The first 1,000 messages that wait for the actor, in order. */
    public List<WaitingMessage> mailboxOf(ActorId actor) {
        return desk.peek(actor);
    }

    /** As {@link #mailboxOf}, the messages themselves. */
    public <M> List<M> waitingFor(Recipient<M> actor) {
        return mailboxOf(actor.id()).stream()
                .map(waiting -> mailroom.types()
                        .readReply(waiting.payload(), actor.type().messages()))
                .toList();
    }

    /** What is known of a message by its id or its client key; empty when it was never accepted, or nobody asked to remember it. */
    public Optional<MessageStatus> statusOf(ActorId actor, String idOrKey) {
        return desk.status(actor, idOrKey);
    }

    /** By partition and time of death, the first 1,000 of each partition. */
    public List<DeadLetter> deadLetters() {
        return desk.deadLetters();
    }

    /** Puts a dead letter at the end of its mailbox; says whether it was there. */
    public boolean redrive(MessageId id) {
        return desk.redrive(id);
    }

    /** Removes a dead letter for good; says whether it was there. */
    public boolean discard(MessageId id) {
        return desk.discard(id);
    }

    /** Recounts every message from storage. */
    public Audit audit() {
        return desk.audit();
    }

    // State

    /** The actor's committed state; empty when it has none. */
    public <S> Optional<S> stateOf(Recipient<?> actor, Class<S> as) {
        return stateOf(actor.id(), as);
    }

    /**
     * As {@link #stateOf(Recipient, Class)}.
     *
     * @throws AssertionError when the state is of another class
     */
    public <S> Optional<S> stateOf(ActorId actor, Class<S> as) {
        return desk.image(actor)
                .map(image -> lasting.ensemble().state(actor, image))
                .map(state -> CommittedStates.cast(actor, state, as));
    }

    /** The time, the mailboxes in which something waits, and the dead letters, to be read by people. */
    public String report() {
        return desk.report(now());
    }

    private <T> T answer(int partition, Request request, Class<T> as) {
        runUntilIdle();
        return as.cast(Awaited.get(node.ask(partition, request), this::runUntilIdle, "an answer to " + request));
    }
}
