/** Tests of serialization and of programs and cells. */
@NullMarked
package dev.restante.behavior;

import org.jspecify.annotations.NullMarked;
