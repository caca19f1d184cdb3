/** Workloads that a user can run, each beside what it is compared with. */
@NullMarked
package dev.restante.benchmarks;

import org.jspecify.annotations.NullMarked;
