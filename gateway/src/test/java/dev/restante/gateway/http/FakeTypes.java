package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.restante.ActorType;
import dev.restante.InvalidMessageException;
import dev.restante.InvalidMessageException.Problem;
import dev.restante.Payload;
import dev.restante.TypeCatalog;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Type {@code account} with {@code Deposit{cents}} and {@code GetBalance{}}, and type {@code recorder} with {@code Record{n}}. */
final class FakeTypes implements TypeCatalog {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, Set<String>> TYPES =
            Map.of("account", Set.of("Deposit", "GetBalance"), "recorder", Set.of("Record"));

    @Override
    public Set<String> types() {
        return new TreeSet<>(TYPES.keySet());
    }

    @Override
    public Optional<Set<String>> messages(String type) {
        return Optional.ofNullable(TYPES.get(type)).map(TreeSet::new);
    }

    @Override
    public Payload read(String type, String message, byte[] json) {
        if (!TYPES.containsKey(type)) {
            throw new InvalidMessageException(Problem.UNKNOWN_TYPE, "", "no type " + type);
        }
        if (!TYPES.get(type).contains(message)) {
            throw new InvalidMessageException(Problem.UNKNOWN_MESSAGE, "", "no message " + message);
        }
        JsonNode body = parse(json);
        if (message.equals("Deposit") && !body.path("cents").isIntegralNumber()) {
            throw new InvalidMessageException(Problem.INVALID, "cents", "expected a whole number");
        }
        return new Payload(message, 1, json);
    }

    private static JsonNode parse(byte[] json) {
        try {
            JsonNode body = MAPPER.readTree(json);
            if (!body.isObject()) {
                throw new InvalidMessageException(Problem.MALFORMED, "", "the body is not a JSON object");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new InvalidMessageException(Problem.MALFORMED, "", "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidMessageException(Problem.MALFORMED, "", "not JSON: " + e.getMessage());
        }
    }

    @Override
    public String schema(String type, String message) {
        return "{\"type\":\"object\",\"title\":\"" + message + "\"}";
    }

    @Override
    public Payload write(ActorType<?> type, Object message) {
        throw new UnsupportedOperationException("the interface serializes nothing");
    }

    @Override
    public <R> R readReply(Payload reply, Class<R> as) {
        throw new UnsupportedOperationException("the interface reads no reply");
    }
}
