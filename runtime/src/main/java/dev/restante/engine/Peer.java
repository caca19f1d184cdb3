package dev.restante.engine;

/** Somebody that can be answered; the shell knows how. */
public interface Peer {}
