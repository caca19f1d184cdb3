package dev.restante.samples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BookedPaymentsTest {

    private static final List<String> IDS =
            List.of("a-7", "a-07", "a-007", "a7", "7", "0", "", "a-", "a-0", "a-00", "a-70", "a-123456789012345678901");

    @Test
    void ids_that_look_alike_are_told_apart() {
        BookedPayments booked = BookedPayments.NONE;
        for (String id : IDS) {
            assertThat(booked.contains(id)).as(id).isFalse();
            booked = booked.with(id);
            assertThat(booked.contains(id)).as(id).isTrue();
        }

        assertThat(booked.size()).isEqualTo(IDS.size());
        assertThat(booked.doubles()).isZero();
    }

    @Test
    void ids_that_count_up_take_little_room() {
        BookedPayments booked = BookedPayments.NONE;
        for (int n = 1; n <= 1_000; n++) {
            booked = booked.with("books-" + n);
        }

        assertThat(booked.numbers().get("books-").ranges()).hasSize(1);
    }

    @Test
    void doubles_are_counted() {
        BookedPayments booked = BookedPayments.NONE.with("a-1").with("a-1").with("a-1");

        assertThat(booked.doubles()).isEqualTo(2);
        assertThat(booked.size()).isEqualTo(1);
    }
}
