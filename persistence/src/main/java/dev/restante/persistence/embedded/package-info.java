/** The embedded storage profile: journal, snapshots and state rows of one node in one RocksDB database with one group commit. */
@NullMarked
package dev.restante.persistence.embedded;

import org.jspecify.annotations.NullMarked;
