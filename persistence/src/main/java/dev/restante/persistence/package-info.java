/** How a store says that it cannot do what it was asked; the stores themselves are in the packages below. */
@NullMarked
package dev.restante.persistence;

import org.jspecify.annotations.NullMarked;
