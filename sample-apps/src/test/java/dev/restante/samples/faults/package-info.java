/** Faults on real processes, under load over HTTP. */
@NullMarked
package dev.restante.samples.faults;

import org.jspecify.annotations.NullMarked;
