/** Tests of topics. */
@NullMarked
package dev.restante.actors.topic;

import org.jspecify.annotations.NullMarked;
