/** The demo: payments under load on a node that is killed, and an audit of what became of them. */
@NullMarked
package dev.restante.samples.demo;

import org.jspecify.annotations.NullMarked;
