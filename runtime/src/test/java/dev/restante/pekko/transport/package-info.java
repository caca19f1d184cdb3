/** Tests of what brings messages from node to node. */
@NullMarked
package dev.restante.pekko.transport;

import org.jspecify.annotations.NullMarked;
