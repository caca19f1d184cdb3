/** Tests of the embedded profile: the contracts, and what only a store on a local disk can get wrong. */
@NullMarked
package dev.restante.persistence.embedded;

import org.jspecify.annotations.NullMarked;
