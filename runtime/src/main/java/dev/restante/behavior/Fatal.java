package dev.restante.behavior;

/** Tells what a behavior did wrong from what befell the process. */
final class Fatal {

    private Fatal() {}

    /**
     * Passes what is the behavior's own failure, a stack overflow included, which ends with the handler that ran into it. Throws again what
     * leaves the process in a state that nobody can vouch for, such as out of memory.
     */
    static void rethrow(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
            throw error;
        }
    }
}
