/** How records, checkpoints and rows are laid out, whatever store keeps them. Internal, though its classes are public. */
@NullMarked
package dev.restante.persistence.format;

import org.jspecify.annotations.NullMarked;
