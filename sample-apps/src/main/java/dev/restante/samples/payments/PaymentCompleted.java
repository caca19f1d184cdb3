package dev.restante.samples.payments;

import java.time.Instant;

/** Published once for every payment. Subscribers have messages of this name, with the fields that they need. */
public record PaymentCompleted(String paymentId, String merchant, long cents, String currency, Instant at) {}
