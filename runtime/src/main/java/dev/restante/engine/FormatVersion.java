package dev.restante.engine;

/**
 * The versions of the formats in which records, checkpoints, rows and messages between nodes are written. One number covers them all: it
 * goes up by one whenever any of them changes, and a release reads every version from 1 on.
 *
 * <p>What is to be written is decided for the whole cluster, and is never newer than what all its members read. These are methods and not
 * constants, because a compiler copies constants into other classes: a test that puts a later release beside this one exchanges this class.
 */
public final class FormatVersion {

    private FormatVersion() {}

    /** The first there was; what a new store begins with. */
    public static int oldest() {
        return 1;
    }

    /** The latest that this release reads, and writes once every member of the cluster reads it. */
    public static int newest() {
        return 1;
    }
}
