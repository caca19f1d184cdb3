package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.engine.ClientKey;
import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierInput.Wishes;
import dev.restante.engine.Provenance;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends numbered messages over one connection at a time, and repeats those with a key when it does not know what became of them. */
final class Client implements Sender {

    private static final int MOST_REPEATS = 6;

    /** A client reconnects at most so often in a history; keeps the lanes of all clients apart. */
    private static final int CONNECTIONS = 1_000;

    private final Play play;
    private final World world;
    private final int number;
    private final Playwright playwright;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Map<Label, Integer> repeats = new HashMap<>();
    private final List<Pipeline> pipelines = new ArrayList<>();
    private @Nullable CourierHost courier;
    private int connection;
    private int repeatsDue;

    Client(Play play, int number) {
        this.play = play;
        this.world = play.world;
        this.number = number;
        playwright = new Playwright(play);
    }

    void begin() {
        int left = play.settings.load().messages();
        while (left > 0) {
            int burst = world.chance.oneIn(4) ? Math.min(left, world.chance.between(2, 10)) : 1;
            left -= burst;
            world.agenda.after(world.chance.between(0, play.settings.load().millis()), () -> sendToOne(burst));
        }
    }

    /** Whether nothing is to be repeated any more. */
    boolean isDone() {
        return repeatsDue == 0 && pipelines.stream().allMatch(Pipeline::isDone);
    }

    /** Holds what actors applied against the order in which pipelines were sent. */
    void checkOrder(List<Diary> diaries) {
        pipelines.forEach(pipeline -> pipeline.checkOrder(diaries));
    }

    private void sendToOne(int messages) {
        if (play.isOver()) {
            return;
        }
        int receiver = play.cast.draw(world.chance, play.settings.load().hotPercent());
        if (messages > 1 && world.chance.oneIn(2)) {
            pipe(messages, receiver);
            return;
        }
        for (int i = 0; i < messages; i++) {
            CourierHost over = connect();
            if (over != null) {
                send(over, newMessage(receiver), this);
            }
        }
    }

    /** Sends as many to one actor, all under keys, over a connection of their own: they go on while the client sends others. */
    private void pipe(int count, int receiver) {
        CourierHost over = connect();
        if (over == null) {
            return;
        }
        beginConnection();
        List<SentMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Label label = nextLabel(receiver);
            Payload payload = new ScriptedMessage(label, 0, null, playwright.script(), 0).toPayload();
            Wishes wishes = new Wishes(0, 0, world.chance.oneIn(2), keyOf(label, label.hashCode()));
            messages.add(new SentMessage(label, play.cast.actor(receiver), payload, wishes, false));
        }
        Pipeline pipeline = new Pipeline(play, this, messages);
        pipelines.add(pipeline);
        beginConnection();
        pipeline.sendOver(over);
    }

    /** Sends a message that does nothing. */
    void inspect(int receiver) {
        CourierHost over = connect();
        if (over != null) {
            Label label = nextLabel(receiver);
            Payload payload = new ScriptedMessage(label, 0, null, List.of(), 0).toPayload();
            SentMessage message =
                    new SentMessage(label, play.cast.actor(receiver), payload, new Wishes(0, 0, false, null), false);
            submit(over, message, this, 0);
        }
    }

    private @Nullable CourierHost connect() {
        if (courier == null || !courier.isAlive() || world.chance.oneIn(40)) {
            courier = anyCourier();
            beginConnection();
        }
        return courier;
    }

    private void beginConnection() {
        connection++;
        numbers.clear();
    }

    private @Nullable CourierHost anyCourier() {
        return courierOtherThan(null);
    }

    /** Null when no other node is up. */
    @Nullable CourierHost courierOtherThan(@Nullable CourierHost last) {
        List<CourierHost> others = world.nodes.stream()
                .filter(Node::isUp)
                .map(Node::courier)
                .filter(courierUp -> courierUp != last)
                .toList();
        return others.isEmpty() ? null : world.chance.pick(others);
    }

    private SentMessage newMessage(int receiver) {
        Label label = nextLabel(receiver);
        ActorId to = play.cast.actor(receiver);
        long notBefore = world.chance.oneIn(10) ? world.agenda.now() + world.chance.between(1, 3_000) : 0;
        int padding = world.chance.oneIn(8)
                ? world.chance.between(100, play.settings.load().largestPadding())
                : 0;
        Payload payload = new ScriptedMessage(label, notBefore, null, playwright.script(), padding).toPayload();
        ClientKey key = world.chance.oneIn(2) ? keyOf(label, label.hashCode()) : null;
        long timeToLive = world.chance.oneIn(12) ? world.chance.between(20, 4_000) : 0;
        Wishes wishes = new Wishes(notBefore, timeToLive, world.chance.oneIn(2), key);
        if (world.chance.oneIn(40)) {
            return invalid(label, to, payload, wishes);
        }
        return new SentMessage(label, to, payload, wishes, false);
    }

    private SentMessage invalid(Label label, ActorId to, Payload payload, Wishes wishes) {
        return world.chance.oneIn(2)
                ? new SentMessage(label, new ActorId("nobody", to.key()), payload, wishes, true)
                : new SentMessage(label, to, new Payload("Nonsense", 1, payload.bytes()), wishes, true);
    }

    private Label nextLabel(int receiver) {
        int lane = Label.clientLane(number * CONNECTIONS + connection);
        return new Label(lane, receiver, numbers.merge(receiver, 1, Integer::sum));
    }

    private static ClientKey keyOf(Label label, int hash) {
        return new ClientKey(
                label.toString(), ByteBuffer.allocate(4).putInt(hash).array());
    }

    /** @param sender who hears what comes of it */
    void send(CourierHost over, SentMessage message, Sender sender) {
        long patience = world.chance.oneIn(2) ? world.chance.between(100, 10_000) : 0;
        submit(over, message, sender, patience);
    }

    private void submit(CourierHost over, SentMessage message, Sender sender, long patience) {
        Promises.Attempt attempt = play.promises.attempt(message, sender, patience > 0);
        world.trace.note(this, "sends", message.label, "to", message.to, "over", over, "as", attempt);
        Provenance from = new Provenance(null, null, message.label.toString(), Map.of());
        over.node().soon(over::isAlive, () -> message.submitted(over.node().clock()));
        over.submit(new CourierInput.Submit(attempt, message.to, message.payload, from, message.wishes, patience));
    }

    @Override
    public void accepted(SentMessage message) {
        if (message.hasKey() && world.chance.oneIn(5)) {
            repeatLater(message);
        }
        if (message.hasKey() && world.chance.oneIn(10)) {
            later(() -> misuseKeyOf(message));
        }
    }

    @Override
    public void inDoubt(SentMessage message) {
        if (message.hasKey()) {
            repeatLater(message);
        }
    }

    private void repeatLater(SentMessage message) {
        if (repeats.merge(message.label, 1, Integer::sum) <= MOST_REPEATS) {
            later(() -> repeat(message));
        }
    }

    private void later(Runnable action) {
        repeatsDue++;
        world.agenda.after(world.chance.between(10, 5_000), () -> {
            repeatsDue--;
            action.run();
        });
    }

    private void repeat(SentMessage message) {
        CourierHost over = anyCourier();
        if (over == null) {
            repeatLater(message);
            return;
        }
        world.tally.count("repeats");
        send(over, message, this);
    }

    /** Another message under the key of one that was accepted. */
    private void misuseKeyOf(SentMessage first) {
        CourierHost over = connect();
        if (over != null && first.wishes.key() != null) {
            Label label = nextLabel(first.label.receiver());
            Payload payload = new ScriptedMessage(label, 0, null, List.of(), 0).toPayload();
            byte[] otherHash = {1, 2, 3};
            ClientKey key = new ClientKey(first.wishes.key().key(), otherHash);
            send(over, new SentMessage(label, first.to, payload, new Wishes(0, 0, false, key), true), this);
        }
    }

    @Override
    public String toString() {
        return "client " + number;
    }
}
