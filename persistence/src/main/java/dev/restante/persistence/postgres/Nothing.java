package dev.restante.persistence.postgres;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Wakes a lane that waits for work. */
record Nothing() implements Work<Void> {

    @Override
    public String name() {
        return "nothing";
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public @Nullable Void run(Connection connection) {
        return null;
    }
}
