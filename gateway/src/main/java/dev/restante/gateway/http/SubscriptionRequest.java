package dev.restante.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restante.ActorId;
import dev.restante.actors.topic.TopicMessage;
import java.util.Iterator;
import java.util.Set;

/**
 * The body of {@code PUT /topics/{topic}/subscriptions/{name}}: one actor, or the actor of a type whose key stands in a field of each event.
 *
 * @param target the actor's key, or the field's name
 */
record SubscriptionRequest(String type, String target, boolean byField) {

    private static final Set<String> FIELDS = Set.of("actor", "type", "keyField", "from");

    static SubscriptionRequest parse(byte[] body) {
        JsonNode json = JsonInput.tree(body);
        if (!json.isObject()) {
            throw malformed("the body is not a JSON object");
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw malformed(
                        "'" + name + "' is not a field of a subscription; known are actor, type, keyField and from");
            }
        }
        requireLatest(json.path("from"));
        return json.has("actor") ? ofActor(json) : ofField(json);
    }

    /** Events are not kept for replay yet, so a subscription begins with what is published after it. */
    private static void requireLatest(JsonNode from) {
        if (!from.isMissingNode() && !from.asText().equals("latest")) {
            throw malformed(
                    "'from' is '" + from.asText() + "'; earlier events are not kept, so only 'latest' is taken");
        }
    }

    private static SubscriptionRequest ofActor(JsonNode json) {
        if (json.has("type") || json.has("keyField")) {
            throw malformed("'actor' excludes 'type' and 'keyField'");
        }
        String actor = text(json, "actor");
        int slash = actor.indexOf('/');
        if (slash < 0) {
            throw malformed("'actor' is '" + actor + "'; expected type/key, as in accounting/main");
        }
        return new SubscriptionRequest(actor.substring(0, slash), actor.substring(slash + 1), false);
    }

    private static SubscriptionRequest ofField(JsonNode json) {
        return new SubscriptionRequest(text(json, "type"), text(json, "keyField"), true);
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw malformed("'" + field + "' is missing or not a text; a subscription has an 'actor', or a 'type' and a"
                    + " 'keyField'");
        }
        return value.textValue();
    }

    /** @throws IllegalArgumentException when a name cannot be one */
    TopicMessage toMessage(String name) {
        return byField
                ? new TopicMessage.SubscribeByField(name, type, target)
                : new TopicMessage.Subscribe(name, new ActorId(type, target));
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED.because(detail).asException();
    }
}
