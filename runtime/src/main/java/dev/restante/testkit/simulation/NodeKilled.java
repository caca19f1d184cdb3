package dev.restante.testkit.simulation;

/** A handler took the whole process down. */
final class NodeKilled extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
