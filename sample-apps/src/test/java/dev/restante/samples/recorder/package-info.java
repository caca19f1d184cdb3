/** Tests of the recorder sample. */
@NullMarked
package dev.restante.samples.recorder;

import org.jspecify.annotations.NullMarked;
