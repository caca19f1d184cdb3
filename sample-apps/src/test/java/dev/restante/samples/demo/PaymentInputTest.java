package dev.restante.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.samples.payments.Payment.Pay;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaymentInputTest {

    private static final String BOOKS =
            "{\"paymentId\":\"b-1\",\"merchant\":\"books\",\"cents\":5,\"currency\":\"EUR\"}";

    private final List<String> complaints = new ArrayList<>();

    @Test
    void a_line_is_a_payment() throws IOException {
        assertThat(read(BOOKS)).containsExactly(new PaymentOrder("b-1", new Pay("books", 5, "EUR"), 1));
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_payment_without_an_id_gets_one_from_its_line() throws IOException {
        String anonymous = "{\"merchant\":\"books\",\"cents\":5,\"currency\":\"EUR\"}";

        assertThat(read(BOOKS + "\n\n" + anonymous + "\n"))
                .extracting(PaymentOrder::id)
                .containsExactly("b-1", "line-3");
    }

    @Test
    void lines_that_make_no_sense_are_reported_and_left_out() throws IOException {
        List<PaymentOrder> orders = read(String.join(
                "\n",
                "nonsense",
                "[]",
                BOOKS + "{}",
                BOOKS.replace("5", "0"),
                BOOKS.replace("5", "1.5"),
                BOOKS.replace("5", "99999999999999999999"),
                BOOKS.replace("EUR", "euro"),
                BOOKS.replace("\"books\"", "7"),
                BOOKS.replace("b-1", ""),
                "x".repeat(10_001),
                BOOKS));

        assertThat(orders).extracting(PaymentOrder::line).containsExactly(11L);
        assertThat(complaints).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(complaints.get(i)).startsWith("input line " + (i + 1) + " left out: ");
        }
    }

    private List<PaymentOrder> read(String text) throws IOException {
        List<PaymentOrder> orders = new ArrayList<>();
        try (PaymentInput input = new PaymentInput(new StringReader(text), complaints::add)) {
            for (Optional<PaymentOrder> next = input.next(); next.isPresent(); next = input.next()) {
                orders.add(next.get());
            }
        }
        return orders;
    }
}
