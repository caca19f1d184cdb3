package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.behavior.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends the bodies of messages to its state, with a blank between, and replies with it. Some bodies do more: {@code fail},
 * {@code unreadable}, {@code reject}, {@code tell TYPE/KEY BODY}, {@code later MILLIS TIMER BODY}, {@code cancel TIMER}, {@code call}, {@code forget}.
 */
final class TextCell implements Cell {

    private final ActorId self;
    private String state;

    TextCell(ActorId self, StateImage image) {
        this.self = self;
        StringBuilder from = new StringBuilder();
        if (image.state() != null) {
            from.append(PlayedActors.text(image.state()));
        }
        image.events().forEach(event -> append(from, PlayedActors.text(event)));
        state = from.toString();
    }

    private static void append(StringBuilder state, String body) {
        state.append(state.isEmpty() ? "" : " ").append(body);
    }

    @Override
    public TurnResult handle(Iterable<Delivery> deliveries, long now) {
        String before = state;
        List<Completion> completions = new ArrayList<>();
        Failure failure = null;
        for (Delivery delivery : deliveries) {
            String body = PlayedActors.text(delivery.envelope().payload());
            failure = failure(body);
            if (failure != null) {
                break;
            }
            completions.add(handle(body));
        }
        return new TurnResult(completions, failure, stateAfter(before));
    }

    private static Failure failure(String body) {
        return switch (body) {
            case "fail" -> new Failure(Failure.Kind.THREW, "it failed", "stack");
            case "unreadable" -> new Failure(Failure.Kind.UNDECODABLE, "no such version", "");
            default -> null;
        };
    }

    private Completion handle(String body) {
        if (body.equals("reject")) {
            return new Completion("no", null, List.of(), List.of(), List.of(), List.of());
        }
        if (body.equals("forget")) {
            state = "";
            return Completion.processed();
        }
        StringBuilder longer = new StringBuilder(state);
        append(longer, body);
        state = longer.toString();
        Payload reply = PlayedActors.text(state);
        List<Payload> events = keepsEvents() ? List.of(PlayedActors.text(body)) : List.of();
        String[] words = body.split(" ", 4);
        List<Send> sends = new ArrayList<>();
        List<String> cancels = new ArrayList<>();
        List<Payload> calls = new ArrayList<>();
        switch (words[0]) {
            case "tell" -> sends.add(new Send(ActorId.parse(words[1]), PlayedActors.text(words[2]), 0, null, null));
            case "later" ->
                sends.add(new Send(self, PlayedActors.text(words[3]), Long.parseLong(words[1]), words[2], null));
            case "cancel" -> cancels.add(words[1]);
            case "call" -> calls.add(PlayedActors.text("request"));
            default -> {}
        }
        return new Completion(null, reply, events, sends, cancels, calls);
    }

    private boolean keepsEvents() {
        return self.type().equals("keeper");
    }

    private TurnResult.StateAfter stateAfter(String before) {
        if (state.isEmpty() && !before.isEmpty()) {
            return new TurnResult.StateAfter.Forgotten();
        }
        return keepsEvents() || state.equals(before)
                ? new TurnResult.StateAfter.Unchanged()
                : new TurnResult.StateAfter.Changed(PlayedActors.text(state));
    }
}
