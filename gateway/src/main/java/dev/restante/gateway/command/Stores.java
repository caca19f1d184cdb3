package dev.restante.gateway.command;

import dev.restante.gateway.ExitCode;
import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.StoreUnusableException;
import java.io.IOException;

/** Stores that commands work on without a node, and what goes wrong with them as sentences for the user. */
final class Stores {

    private Stores() {}

    /** Does something with a store. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Runs {@code work}; its failures become those of a command. */
    static <T> T using(Work<T> work) {
        try {
            return work.run();
        } catch (StoreUnusableException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (DamagedRowException e) {
            throw new CommandFailure(ExitCode.NEGATIVE, e.getMessage() + "; nothing was kept of the copy");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NEGATIVE, "the store cannot be read or written: " + e.getMessage());
        }
    }
}
