/** A PostgreSQL server that this process starts for itself: for tests, the demo and benchmarks. */
@NullMarked
package dev.restante.persistence.local;

import org.jspecify.annotations.NullMarked;
