package dev.restante.persistence.embedded;

/**
 * Something in a store that is not as it was written.
 *
 * @param place the file, or the partition and what of it
 * @param problem what is wrong there
 * @param remedy what a repair does about it
 */
public record Damage(String place, String problem, String remedy) {}
