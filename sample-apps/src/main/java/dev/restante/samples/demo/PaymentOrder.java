package dev.restante.samples.demo;

import dev.restante.ActorId;
import dev.restante.samples.payments.Payment;
import dev.restante.samples.payments.Payment.Pay;

/**
 * A payment to be made.
 *
 * @param id of the payment
 * @param line where it stands in the input, from 1
 */
record PaymentOrder(String id, Pay pay, long line) {

    ActorId actor() {
        return Payment.TYPE.ref(id).id();
    }
}
