/** Sets of numbers that stay small where the numbers count up. */
@NullMarked
package dev.restante.samples.numbers;

import org.jspecify.annotations.NullMarked;
