/** The bounds of the calls that a state store takes. Internal, though its classes are public. */
@NullMarked
package dev.restante.persistence.calls;

import org.jspecify.annotations.NullMarked;
