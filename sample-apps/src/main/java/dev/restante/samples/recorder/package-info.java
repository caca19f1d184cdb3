/** A sample: keeps book of numbered messages, to prove that none was lost, doubled or overtaken. */
@NullMarked
package dev.restante.samples.recorder;

import org.jspecify.annotations.NullMarked;
