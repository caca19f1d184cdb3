/** Tests of the store on PostgreSQL, against a real server. */
@NullMarked
package dev.restante.persistence.postgres;

import org.jspecify.annotations.NullMarked;
