/** Tests of sets of numbers. */
@NullMarked
package dev.restante.samples.numbers;

import org.jspecify.annotations.NullMarked;
