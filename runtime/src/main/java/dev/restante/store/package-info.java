/** The storage interface behind the partitions: ordered rows that outlive the log they were folded from. */
@NullMarked
package dev.restante.store;

import org.jspecify.annotations.NullMarked;
