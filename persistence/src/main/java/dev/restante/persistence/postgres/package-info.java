/** The store on PostgreSQL: log, checkpoints and rows of all nodes of a cluster in one schema. */
@NullMarked
package dev.restante.persistence.postgres;

import org.jspecify.annotations.NullMarked;
