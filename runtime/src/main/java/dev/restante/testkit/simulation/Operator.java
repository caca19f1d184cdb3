package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.DeadLetter;
import dev.restante.Operations.Cancellation;
import dev.restante.Payload;
import dev.restante.WaitingMessage;
import dev.restante.engine.Placement;
import dev.restante.engine.Request;
import java.util.List;
import java.util.function.Consumer;

/** Looks into mailboxes and works on them, while everything else goes on. What it does may take effect even when no answer comes. */
final class Operator {

    private final Play play;
    private final World world;

    Operator(Play play) {
        this.play = play;
        this.world = play.world;
    }

    void begin() {
        for (int i = 0; i < play.settings.load().operations(); i++) {
            world.agenda.after(world.chance.between(0, play.settings.load().millis()), this::act);
        }
    }

    /** The state as the partition shows it, or an empty diary. */
    private Diary diaryOf(ActorStatus status) {
        Diary diary = new Diary(play.cast.size());
        status.state().ifPresent(diary::apply);
        return diary;
    }

    private void act() {
        if (play.isOver()) {
            return;
        }
        ActorId actor = world.chance.pick(play.cast.actors());
        switch (world.chance.between(1, 10)) {
            case 1 -> {
                ask(actor, new Request.Pause(actor), answer -> {
                    play.pauses.paused(actor);
                    takeBackRecalled(actor);
                });
                world.agenda.after(world.chance.between(100, 5_000), () -> resume(actor));
            }
            case 2 -> resume(actor);
            case 3 -> purge(actor);
            case 4, 5 -> cancelOne(actor);
            case 6, 7 -> ask(actor, new Request.DeadLetters(null, null, null, 10), answer -> settle(letters(answer)));
            case 8 -> ask(actor, new Request.Deepest(null, 5), answer -> {});
            case 9 -> ask(actor, new Request.Recount(), answer -> {});
            default -> ask(actor, new Request.Describe(actor), answer -> described(actor, (ActorStatus) answer));
        }
    }

    private void takeBackRecalled(ActorId actor) {
        switch (world.chance.between(1, 4)) {
            case 1 -> purge(actor);
            case 2 -> cancelOne(actor);
            default -> {}
        }
    }

    private void resume(ActorId actor) {
        play.pauses.resumeAsked(actor);
        ask(actor, new Request.Resume(actor), answer -> {});
    }

    private void purge(ActorId actor) {
        play.promises.mayBePurged(play.cast.indexOf(actor));
        ask(actor, new Request.Purge(actor), answer -> world.tally.count("purged", (Long) answer));
    }

    private void cancelOne(ActorId actor) {
        ask(actor, new Request.Peek(actor, 10), answer -> cancelOne(actor, waiting(answer)));
    }

    private void cancelOne(ActorId actor, List<WaitingMessage> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        WaitingMessage chosen = world.chance.pick(waiting);
        Label label = ScriptedMessage.read(chosen.payload()).label();
        play.promises.mayBeTakenBack(label);
        ask(actor, new Request.Cancel(actor, chosen.id().toString()), answer -> {
            world.tally.count("cancel " + answer);
            if (answer == Cancellation.CANCELLED) {
                play.promises.cancelled(label);
            }
        });
    }

    private void settle(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        DeadLetter letter = world.chance.pick(letters);
        ScriptedMessage message = ScriptedMessage.read(letter.payload());
        Request request;
        if (world.chance.oneIn(3)) {
            play.promises.mayBeTakenBack(message.label());
            request = new Request.Discard(letter.id());
        } else {
            play.promises.redriven(message.label());
            request = new Request.Redrive(letter.id(), world.chance.oneIn(2) ? corrected(message) : null);
        }
        ask(
                letter.actor(),
                request,
                answer -> world.tally.count(
                        request instanceof Request.Redrive ? "redriven" : "discarded",
                        Boolean.TRUE.equals(answer) ? 1 : 0));
    }

    /** The same message without what made it fail. */
    private static Payload corrected(ScriptedMessage message) {
        List<Step> steps = message.steps().stream()
                .filter(step -> step.kind() != Step.Kind.FAIL && step.kind() != Step.Kind.KILL)
                .toList();
        return new ScriptedMessage(message.label(), message.notBefore(), message.cause(), steps, 0).toPayload();
    }

    private void described(ActorId actor, ActorStatus status) {
        if (!play.cast.typeOf(actor).eventSourced()) {
            Diary diary = diaryOf(status);
            play.releases.seen(diary);
            play.claims.add(play.cast.indexOf(actor), diary);
        }
    }

    private void ask(ActorId actor, Request request, Consumer<Object> onAnswer) {
        int partition = Placement.partitionOf(actor, world.logs.size());
        PartitionHost owner = world.sharding.route(partition);
        if (owner != null) {
            world.tally.count("operations");
            world.trace.note("operator asks", owner, request);
            owner.ask(
                    request,
                    answer -> {
                        world.trace.note("operator has the answer to", request, Words.of(answer));
                        onAnswer.accept(answer);
                    },
                    () -> world.trace.note("operator never hears of", request));
        }
    }

    @SuppressWarnings("unchecked") // the request fixes the type of its answer
    private static List<WaitingMessage> waiting(Object answer) {
        return (List<WaitingMessage>) answer;
    }

    @SuppressWarnings("unchecked") // the request fixes the type of its answer
    private static List<DeadLetter> letters(Object answer) {
        return (List<DeadLetter>) answer;
    }
}
