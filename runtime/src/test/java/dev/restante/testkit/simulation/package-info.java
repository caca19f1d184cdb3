/** Tests of the simulator, and by it of the engine. */
@NullMarked
package dev.restante.testkit.simulation;

import org.jspecify.annotations.NullMarked;
