package dev.restante.samples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.restante.samples.payments.Payment;
import dev.restante.samples.payments.Payment.Pay;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Payments read from lines of JSON, as in {@code {"paymentId":"books-1","merchant":"books","cents":1999,"currency":"EUR"}}. Without a
 * {@code paymentId} the line's number makes one. A line that makes no sense is reported with its number and left out.
 */
final class PaymentInput implements PaymentSource {

    private static final ObjectReader JSON =
            JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Far more than a payment needs; whatever is longer is no payment, and is not to fill the memory. */
    private static final int LONGEST_LINE = 10_000;

    private final Reader reader;
    private final Consumer<String> complaints;
    private long line;

    /**
     * Reads from {@code reader}, which is to be buffered.
     *
     * @param complaints takes a sentence for each line that is left out
     */
    PaymentInput(Reader reader, Consumer<String> complaints) {
        this.reader = reader;
        this.complaints = complaints;
    }

    @Override
    public Optional<PaymentOrder> next() throws IOException {
        for (Optional<String> text = nextLine(); text.isPresent(); text = nextLine()) {
            line++;
            if (text.get().isBlank()) {
                continue;
            }
            try {
                return Optional.of(parse(text.get()));
            } catch (JsonProcessingException e) {
                complain("not JSON: " + e.getOriginalMessage());
            } catch (IllegalArgumentException e) {
                complain(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** The next line without its end, cut where it is too long. */
    private Optional<String> nextLine() throws IOException {
        int c = reader.read();
        if (c < 0) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        while (c >= 0 && c != '\n') {
            if (text.length() <= LONGEST_LINE) {
                text.append((char) c);
            }
            c = reader.read();
        }
        return Optional.of(text.toString());
    }

    private PaymentOrder parse(String text) throws JsonProcessingException {
        if (text.length() > LONGEST_LINE) {
            throw new IllegalArgumentException("longer than " + LONGEST_LINE + " characters");
        }
        JsonNode json = JSON.readTree(text);
        if (!json.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        String id = json.has("paymentId") ? text(json, "paymentId") : "line-" + line;
        Pay pay = new Pay(text(json, "merchant"), wholeNumber(json, "cents"), text(json, "currency"));
        pay.fault().ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        Payment.TYPE.ref(id);
        return new PaymentOrder(id, pay, line);
    }

    private static String text(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw new IllegalArgumentException("'" + field + "' must be a text");
        }
        return json.path(field).textValue();
    }

    private static long wholeNumber(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("'" + field + "' must be a whole number");
        }
        return value.longValue();
    }

    private void complain(String fault) {
        complaints.accept("input line " + line + " left out: " + fault);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
