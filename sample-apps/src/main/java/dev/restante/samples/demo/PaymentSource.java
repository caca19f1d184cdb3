package dev.restante.samples.demo;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Where payments come from, one after the other. Not thread-safe. */
interface PaymentSource extends AutoCloseable {

    /** Empty when there are no more. */
    Optional<PaymentOrder> next() throws IOException;

    /** How many there will be, where that is known beforehand. */
    OptionalLong size();

    @Override
    void close() throws IOException;
}
