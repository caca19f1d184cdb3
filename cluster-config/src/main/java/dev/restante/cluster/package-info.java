/** Forming a cluster: complete configurations for the ways in which nodes are run. */
@NullMarked
package dev.restante.cluster;

import org.jspecify.annotations.NullMarked;
