package dev.restante.engine;

import dev.restante.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cell starts from.
 *
 * @param state null when the actor has none yet
 * @param events to apply on top, in order
 */
public record StateImage(@Nullable Payload state, List<Payload> events) {}
