/** Damage to what was right once, from a seed: shared by the tests of all decoders. */
@NullMarked
package dev.restante.fuzz;

import org.jspecify.annotations.NullMarked;
