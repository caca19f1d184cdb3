package dev.restante.samples.demo;

import dev.restante.gateway.Subcommand;

/** Adds {@code restante demo}. */
public final class DemoSubcommand implements Subcommand {

    @Override
    public Object command() {
        return new DemoCommand();
    }
}
