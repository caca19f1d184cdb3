package dev.restante.pekko;

/** Names of the thread pools in the configuration. */
final class Dispatchers {

    /** Partitions, the courier and what goes between nodes: never blocked, and never in the hands of users' code. */
    static final String WORK = "restante.dispatcher";

    /** Cells. */
    static final String CELLS = "restante.cell-dispatcher";

    /** Cells of behaviors declared blocking, and calls to the outside world. */
    static final String BLOCKING = "restante.blocking-dispatcher";

    /** Completes what senders wait for, so that their code never runs on a thread of the runtime. */
    static final String CALLBACKS = "restante.callback-dispatcher";

    private Dispatchers() {}
}
