package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** Writes the scripts that clients send. */
final class Playwright {

    private static final int DEEPEST = 2;

    private final Play play;
    private final Chance chance;

    Playwright(Play play) {
        this.play = play;
        chance = play.world.chance.fork();
    }

    List<Step> script() {
        if (chance.oneIn(20)) {
            return List.of(Step.of(Step.Kind.REJECT));
        }
        return script(0);
    }

    private List<Step> script(int depth) {
        List<Step> steps = new ArrayList<>();
        if (depth == 0 && chance.oneIn(2)) {
            steps.add(Step.of(Step.Kind.REPLY));
        }
        int count = depth == DEEPEST ? 0 : chance.between(0, 2);
        for (int i = 0; i < count; i++) {
            steps.add(step(depth));
        }
        return steps;
    }

    private Step step(int depth) {
        int drawn = chance.between(1, 100);
        if (drawn <= 35) {
            return Step.tell(actor(), script(depth + 1));
        }
        if (drawn <= 40) {
            return Step.of(Step.Kind.PUBLISH);
        }
        if (drawn <= 55) {
            return Step.pay(actor(), chance.between(1, 100));
        }
        if (drawn <= 70) {
            return Step.tellLater(actor(), chance.between(1, 3_000), chance.between(0, 2), script(depth + 1));
        }
        if (drawn <= 78) {
            return new Step(Step.Kind.CANCEL_TIMER, 0, 0, chance.between(1, 2), List.of());
        }
        if (drawn <= 86) {
            return Step.of(Step.Kind.CALL);
        }
        if (!play.world.befallsPercent(Fault.POISON)) {
            return Step.of(Step.Kind.REPLY);
        }
        if (drawn <= 96) {
            return Step.of(Step.Kind.FAIL, chance.oneIn(4) ? 100 : chance.between(1, 2));
        }
        return drawn <= 98 ? Step.of(Step.Kind.UNREADABLE) : Step.of(Step.Kind.KILL, chance.oneIn(3) ? 100 : 1);
    }

    private int actor() {
        return play.cast.draw(chance, play.settings.load().hotPercent());
    }
}
