/** For tests of behaviors: alone, synchronously, without an actor system. */
@NullMarked
package dev.restante.testkit;

import org.jspecify.annotations.NullMarked;
