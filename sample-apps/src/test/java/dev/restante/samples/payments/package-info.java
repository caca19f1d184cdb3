/** Tests of the payments sample. */
@NullMarked
package dev.restante.samples.payments;

import org.jspecify.annotations.NullMarked;
