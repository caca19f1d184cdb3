/** Tests of the demo. */
@NullMarked
package dev.restante.samples.demo;

import org.jspecify.annotations.NullMarked;
