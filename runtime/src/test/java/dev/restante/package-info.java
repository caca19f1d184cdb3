/** Tests of the public types. */
@NullMarked
package dev.restante;

import org.jspecify.annotations.NullMarked;
