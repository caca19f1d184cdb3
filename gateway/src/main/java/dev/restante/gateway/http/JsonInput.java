package dev.restante.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads JSON whose shape is not that of a registered message. One value, no field twice, numbers as they were written. */
final class JsonInput {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private JsonInput() {}

    static JsonNode tree(byte[] body) {
        try {
            JsonNode node = READER.readTree(body);
            if (node.isMissingNode()) {
                throw malformed("the body is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw malformed("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw malformed("the body is not JSON in UTF-8: " + e.getMessage());
        } catch (NumberFormatException e) {
            throw malformed("the body has a number beyond all range");
        }
    }

    /** An object that is passed on unread. */
    static dev.restante.Json object(byte[] body) {
        JsonNode node = tree(body);
        if (!node.isObject()) {
            throw malformed("the body is not a JSON object");
        }
        return new dev.restante.Json(node.toString());
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED.because(detail).asException();
    }
}
