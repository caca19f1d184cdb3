/** Faults on real processes under load over HTTP, one trial for each row of the table of faults. */
@NullMarked
package dev.restante.samples.faults;

import org.jspecify.annotations.NullMarked;
