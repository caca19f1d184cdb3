/** The commands that are clients of a node's HTTP interface. */
@NullMarked
package dev.restante.gateway.command;

import org.jspecify.annotations.NullMarked;
