package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.engine.Delivery;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Protocol;
import dev.restante.engine.StateImage;
import dev.restante.engine.TypeSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A history of the protocol: actors that follow the scripts in their messages, and know what each of them has to come to. */
final class Play implements Company {

    final SimulationSettings settings;
    final Cast cast;
    final World world;
    final Promises promises;
    final Releases releases;
    final Claims claims;
    final Pauses pauses = new Pauses();
    final List<Client> clients = new ArrayList<>();
    /** What each actor was activated from first, by its index, since this was cleared. */
    final Map<Integer, Diary> images = new HashMap<>();

    Play(long seed, SimulationSettings settings, Interference interference, boolean traced) {
        this.settings = settings;
        cast = new Cast(settings.actorsPerType());
        world = new World(
                seed, settings.cluster(interference), traced ? Trace.Detail.EVERYTHING : Trace.Detail.NOTHING, this);
        claims = new Claims(cast);
        promises = new Promises(this);
        releases = new Releases(this);
        for (int number = 1; number <= settings.load().clients(); number++) {
            clients.add(new Client(this, number));
        }
    }

    @Override
    public Map<String, TypeSettings> types() {
        return cast.types();
    }

    @Override
    public List<ActorId> actors() {
        return cast.actors();
    }

    @Override
    public Player activate(PartitionHost host, ActorId actor, StateImage image) {
        int index = cast.indexOf(actor);
        Diary diary = ScriptedCell.diaryOf(image, cast.size());
        world.trace.note(host, "starts", Words.of(this, actor), "from", diary.entries());
        if (world.logs.get(host.partition()).lastWriter() == host.number()) {
            claims.check(index, diary, host);
        }
        images.putIfAbsent(index, diary);
        ScriptedCell cell = new ScriptedCell(cast, index, new WatchedStage(this, host), image);
        return (turn, now) -> new Input.TurnDone(actor, turn.turn(), cell.handle(turn.deliveries(), now));
    }

    /** The outside world answers a call with the message that the call carries, or fails. */
    @Override
    public void call(PartitionHost host, Output.StartCall call) {
        world.tally.count("calls");
        boolean fails = world.befalls(Fault.FAILING_CALL);
        Input answer = fails
                ? new Input.CallFailed(call.call(), "out of order")
                : new Input.CallAnswered(call.call(), call.request());
        host.report(world.chance.delay(20), answer);
    }

    @Override
    public List<Object> unanswered() {
        List<Object> waiting = new ArrayList<>(promises.unanswered());
        clients.stream().filter(client -> !client.isDone()).forEach(waiting::add);
        return waiting;
    }

    @Override
    public void arrived(PartitionHost host, Protocol.Bag bag) {
        releases.arrived(host, bag);
    }

    @Override
    public void handedOver(PartitionHost host, Delivery delivery) {
        releases.handedOver(host, delivery);
        if (!host.isReplaced()) {
            checkNotPaused(delivery.envelope().to(), host);
            checkTimeToLive(delivery, host);
        }
    }

    @Override
    public void completed(PartitionHost host, Delivery delivery) {
        releases.completed(host, delivery.envelope());
    }

    @Override
    public void leaves(PartitionHost host, Protocol message) {
        releases.leaves(host, message);
    }

    @Override
    public void committed(PartitionHost host, long sequence) {
        world.tally.count("records");
    }

    /** Whether nothing new is sent any more. */
    boolean isOver() {
        return world.agenda.elapsed() > settings.load().endMillis();
    }

    private void checkNotPaused(ActorId actor, PartitionHost host) {
        if (pauses.contains(actor)) {
            throw World.violation("I12: " + actor + " is paused and handed messages over in " + host, actor, host);
        }
    }

    private void checkTimeToLive(Delivery delivery, PartitionHost host) {
        Label label = ScriptedMessage.read(delivery.envelope().payload()).label();
        SentMessage message = promises.sent(label);
        boolean clocksAreSet = world.faults().level(Fault.CLOCK_JUMP) > 0;
        if (message == null || clocksAreSet) {
            return;
        }
        long late = host.node().clock() - 2L * world.faults().level(Fault.SKEW) - message.expiresAt();
        if (late > 0) {
            throw World.violation("I1: " + label + " is begun " + late + " ms after its time to live", label);
        }
    }
}
