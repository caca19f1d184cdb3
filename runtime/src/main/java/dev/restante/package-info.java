/** Durable mailboxes for actors: the types that users write against. */
@NullMarked
package dev.restante;

import org.jspecify.annotations.NullMarked;
