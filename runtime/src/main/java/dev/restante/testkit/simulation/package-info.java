/** A seeded simulator: the engine under crashes, loss, stale owners and virtual time, checked against what it promised. */
@NullMarked
package dev.restante.testkit.simulation;

import org.jspecify.annotations.NullMarked;
