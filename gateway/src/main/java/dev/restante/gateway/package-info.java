/** A node as a program: its main, its command line, and how other modules add commands. */
@NullMarked
package dev.restante.gateway;

import org.jspecify.annotations.NullMarked;
