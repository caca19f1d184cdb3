package dev.restante.benchmarks;

/**
 * What something else comes to on the same store.
 *
 * @param name a word or two
 * @param what it does with a message
 * @param perSecond messages a second
 */
record Alternative(String name, String what, double perSecond) {}
