/** Nodes as child processes, for those who start and kill them. */
@NullMarked
package dev.restante.gateway.process;

import org.jspecify.annotations.NullMarked;
