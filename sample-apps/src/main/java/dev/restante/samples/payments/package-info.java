/** A sample: payments, published to subscribers that book, count and fulfil each of them once. */
@NullMarked
package dev.restante.samples.payments;

import org.jspecify.annotations.NullMarked;
