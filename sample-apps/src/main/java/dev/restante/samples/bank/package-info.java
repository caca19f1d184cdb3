/** A sample: accounts that transfer money to each other, none of which is ever lost or made. */
@NullMarked
package dev.restante.samples.bank;

import org.jspecify.annotations.NullMarked;
