package dev.restante.benchmarks;

import dev.restante.gateway.Subcommand;

/** Adds {@code bench} to the command line. */
public final class BenchSubcommand implements Subcommand {

    @Override
    public Object command() {
        return new BenchCommand();
    }
}
