/** Runs the engine on Apache Pekko: a node with its partitions, cells and courier. Internal, but for {@link dev.restante.pekko.NodeRuntime}. */
@NullMarked
package dev.restante.pekko;

import org.jspecify.annotations.NullMarked;
