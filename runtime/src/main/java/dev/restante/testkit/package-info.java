/** For tests of behaviors: alone, or together on the engine, synchronously and without an actor system. */
@NullMarked
package dev.restante.testkit;

import org.jspecify.annotations.NullMarked;
