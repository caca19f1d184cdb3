/** Tests of the test kit. */
@NullMarked
package dev.restante.testkit;

import org.jspecify.annotations.NullMarked;
