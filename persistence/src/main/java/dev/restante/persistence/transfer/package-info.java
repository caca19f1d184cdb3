/** Copying all that a store holds into another one of any kind, and proving that it arrived. */
@NullMarked
package dev.restante.persistence.transfer;

import org.jspecify.annotations.NullMarked;
