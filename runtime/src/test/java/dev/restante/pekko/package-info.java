/** Tests of the Pekko shell, with storage in memory. */
@NullMarked
package dev.restante.pekko;

import org.jspecify.annotations.NullMarked;
