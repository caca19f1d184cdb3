package dev.restante.behavior;

/** What all programs of a node share. */
record Surroundings(Codecs codecs, Receivers receivers, Platform platform) {}
