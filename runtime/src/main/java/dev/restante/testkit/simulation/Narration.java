package dev.restante.testkit.simulation;

import dev.restante.Payload;
import dev.restante.engine.Completion;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Send;
import dev.restante.engine.TurnResult.StateAfter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts what users' behaviors do into words, when somebody reads them and not before. */
final class Narration {

    private static final int LONGEST_BODY = 160;

    private final Object told;

    private Narration(Object told) {
        this.told = told;
    }

    static Narration of(Object told) {
        return new Narration(told);
    }

    @Override
    public String toString() {
        if (told instanceof Payload payload) {
            return payload.name() + " " + body(payload);
        }
        if (told instanceof Completion completion) {
            return completion(completion);
        }
        if (told instanceof StateAfter.Changed changed) {
            return " and is then " + of(changed.state());
        }
        if (told instanceof StateAfter) {
            return told instanceof StateAfter.Forgotten ? " and is forgotten" : "";
        }
        return told instanceof CourierOutput.ToSender answer ? answer(answer) : told.toString();
    }

    private static String completion(Completion completion) {
        if (completion.rejection() != null) {
            return "rejects it: " + completion.rejection();
        }
        List<String> effects = new ArrayList<>();
        completion.events().forEach(event -> effects.add("persists " + of(event)));
        for (Send send : completion.sends()) {
            String later = send.delayMillis() > 0 ? " in " + send.delayMillis() + " ms" : "";
            effects.add("tells " + send.to() + " " + of(send.payload()) + later);
        }
        completion.cancels().forEach(timer -> effects.add("cancels timer " + timer));
        completion.calls().forEach(request -> effects.add("calls the outside with " + of(request)));
        if (completion.reply() != null) {
            effects.add("replies " + of(completion.reply()));
        }
        return effects.isEmpty() ? "is done" : String.join(", ", effects);
    }

    private static String answer(CourierOutput.ToSender answer) {
        if (answer instanceof CourierOutput.Refused refused) {
            return "refused: "
                    + refused.refusal().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        if (answer instanceof CourierOutput.Finished finished) {
            return finished.outcome().state().name().toLowerCase(Locale.ROOT);
        }
        return "in doubt";
    }

    private static String body(Payload payload) {
        String body = new String(payload.bytes(), StandardCharsets.UTF_8);
        return body.length() > LONGEST_BODY ? body.substring(0, LONGEST_BODY) + "…" : body;
    }
}
