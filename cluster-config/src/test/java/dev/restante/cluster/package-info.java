/** Tests of the configurations. */
@NullMarked
package dev.restante.cluster;

import org.jspecify.annotations.NullMarked;
