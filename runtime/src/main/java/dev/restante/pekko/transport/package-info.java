/** Messages between partitions and couriers: straight to whom is on the same node, in frames of many to those on others. */
@NullMarked
package dev.restante.pekko.transport;

import org.jspecify.annotations.NullMarked;
