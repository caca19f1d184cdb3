/** Internal: makes programs that the shell runs out of registered behaviors; serializes what they take and give. */
@NullMarked
package dev.restante.behavior;

import org.jspecify.annotations.NullMarked;
