package dev.restante.pekko;

import java.util.Map;

/** A node of any release, as the test of rolling updates sees it: of types that all releases share. */
public interface ReleaseMember extends AutoCloseable {

    /** Adds to a counter and waits for its new value. */
    long add(String counter, int amount) throws Exception;

    /** Owners by partition, as this node sees them. */
    Map<Integer, String> owners() throws Exception;

    @Override
    void close();
}
