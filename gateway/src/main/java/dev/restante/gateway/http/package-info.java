/** The HTTP interface of a node: routes, what they read and what they answer. */
@NullMarked
package dev.restante.gateway.http;

import org.jspecify.annotations.NullMarked;
