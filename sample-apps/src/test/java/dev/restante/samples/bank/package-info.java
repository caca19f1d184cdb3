/** Tests of the bank sample. */
@NullMarked
package dev.restante.samples.bank;

import org.jspecify.annotations.NullMarked;
