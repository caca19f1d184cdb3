/** How long a cluster's partitions are away when a node is killed or leaves. */
@NullMarked
package dev.restante.benchmarks.failover;

import org.jspecify.annotations.NullMarked;
