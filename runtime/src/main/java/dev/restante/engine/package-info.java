/** The rules of a partition and of a courier as plain state machines: no I/O, no clock, no threads, no randomness. */
@NullMarked
package dev.restante.engine;

import org.jspecify.annotations.NullMarked;
