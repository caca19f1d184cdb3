package dev.restante.testkit.simulation;

import dev.restante.Payload;
import dev.restante.behavior.Cell;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.Failure;
import dev.restante.engine.Send;
import dev.restante.engine.StateImage;
import dev.restante.engine.TurnResult;
import dev.restante.engine.TurnResult.StateAfter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cell whose behavior is to play the scripts in its messages and to keep a diary of them. */
final class ScriptedCell implements Cell {

    /** The reason that scripted failures give. */
    static final String FAILURE = "scripted";

    private static final int EVENTS_PER_SNAPSHOT = 5;

    private final Cast cast;
    private final int self;
    private final Stage stage;
    private final Diary diary;

    /** What surrounds the play: lets it fail, and watches. */
    interface Stage {
        /** Whether messages fail as their scripts say. */
        boolean faultsLast();

        /** Whether the cell gives the rest of a hand-over back, as one whose effects grew too large. */
        boolean endsTurnEarly();

        /** A message is about to be applied to {@code before}. */
        void plays(int actor, ScriptedMessage message, Delivery delivery, Diary before, long now);

        /** A message is about to be rejected. */
        void rejects(int actor, ScriptedMessage message, Diary before);

        /** A timer was set that another message may take back. */
        void setsNamedTimer(Label label);
    }

    ScriptedCell(Cast cast, int self, Stage stage, StateImage image) {
        this.cast = cast;
        this.self = self;
        this.stage = stage;
        diary = diaryOf(image, cast.size());
    }

    static Diary diaryOf(StateImage image, int actors) {
        Diary diary = new Diary(actors);
        if (image.state() != null) {
            diary.apply(image.state());
        }
        image.events().forEach(diary::apply);
        return diary;
    }

    Diary diary() {
        return diary;
    }

    @Override
    public TurnResult handle(Iterable<Delivery> deliveries, long now) {
        int before = diary.entries().size();
        List<Completion> completions = new ArrayList<>();
        Failure failure = null;
        for (Delivery delivery : deliveries) {
            if (!completions.isEmpty() && stage.endsTurnEarly()) {
                break;
            }
            ScriptedMessage message = ScriptedMessage.read(delivery.envelope().payload());
            failure = failureOf(message, delivery.attempt());
            if (failure != null) {
                break;
            }
            completions.add(play(message, delivery, now));
        }
        return new TurnResult(completions, failure, stateAfter(before));
    }

    private @Nullable Failure failureOf(ScriptedMessage message, int attempt) {
        if (!stage.faultsLast()) {
            return null;
        }
        for (Step step : message.steps()) {
            switch (step.kind()) {
                case FAIL -> {
                    if (attempt <= step.amount()) {
                        return new Failure(Failure.Kind.THREW, FAILURE, "attempt " + attempt);
                    }
                }
                case UNREADABLE -> {
                    return new Failure(Failure.Kind.UNDECODABLE, "scripted", "");
                }
                case KILL -> {
                    if (attempt <= step.amount()) {
                        throw new NodeKilled();
                    }
                }
                default -> {}
            }
        }
        return null;
    }

    private Completion play(ScriptedMessage message, Delivery delivery, long now) {
        if (message.has(Step.Kind.REJECT)) {
            stage.rejects(self, message, diary);
            return new Completion("scripted", null, List.of(), List.of(), List.of(), List.of());
        }
        stage.plays(self, message, delivery, diary, now);
        diary.add(message.label());
        Scene scene = new Scene(message.label(), now);
        message.steps().forEach(scene::take);
        List<Payload> events = isEventSourced() ? List.of(diary.lastEvent()) : List.of();
        return new Completion(null, scene.reply, events, scene.sends, scene.cancels, scene.calls);
    }

    private boolean isEventSourced() {
        return cast.typeOf(cast.actor(self)).eventSourced();
    }

    private StateAfter stateAfter(int entriesBefore) {
        int entries = diary.entries().size();
        if (entries == entriesBefore) {
            return new StateAfter.Unchanged();
        }
        boolean eventsSuffice =
                isEventSourced() && entries / EVENTS_PER_SNAPSHOT == entriesBefore / EVENTS_PER_SNAPSHOT;
        return eventsSuffice ? new StateAfter.Unchanged() : new StateAfter.Changed(diary.toPayload());
    }

    /** The effects of one message. */
    private final class Scene {
        private final ScriptedMessage.Cause cause;
        private final long now;
        private final List<Send> sends = new ArrayList<>();
        private final List<String> cancels = new ArrayList<>();
        private final List<Payload> calls = new ArrayList<>();
        private @Nullable Payload reply;

        Scene(Label label, long now) {
            this.now = now;
            cause = new ScriptedMessage.Cause(self, diary.entries().size() - 1, label);
        }

        void take(Step step) {
            switch (step.kind()) {
                case TELL -> tell(step.actor(), step.then());
                case TELL_LATER -> tellLater(step);
                case CANCEL_TIMER -> cancels.add("timer-" + step.timer());
                case PAY -> {
                    diary.change(-step.amount());
                    tell(step.actor(), List.of(Step.of(Step.Kind.CREDIT, step.amount())));
                }
                case PUBLISH -> tell(Cast.TOPIC, List.of(Step.of(Step.Kind.PASS_ON)));
                case PASS_ON -> cast.subscribers().forEach(subscriber -> tell(subscriber, List.of()));
                case CREDIT -> diary.change(step.amount());
                case REPLY -> reply = new ScriptedReply(cause.index(), cause.label()).toPayload();
                case CALL -> calls.add(send(new Label(Label.answersTo(self), self, diary.nextCall()), 0, List.of()));
                case REJECT, FAIL, UNREADABLE, KILL -> {}
            }
        }

        private void tell(int receiver, List<Step> then) {
            Label label = new Label(Label.directOf(self), receiver, diary.nextTold(receiver));
            sends.add(new Send(cast.actor(receiver), send(label, 0, then), 0, null, null));
        }

        private void tellLater(Step step) {
            Label label = new Label(Label.delayedOf(self), step.actor(), diary.nextDelayed(step.actor()));
            String timer = step.timer() == 0 ? null : "timer-" + step.timer();
            if (timer != null) {
                stage.setsNamedTimer(label);
            }
            Payload payload = send(label, now + step.amount(), step.then());
            sends.add(new Send(cast.actor(step.actor()), payload, step.amount(), timer, null));
        }

        private Payload send(Label label, long notBefore, List<Step> then) {
            return new ScriptedMessage(label, notBefore, cause, then, 0).toPayload();
        }
    }
}
