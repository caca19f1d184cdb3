package dev.restante.behavior;

import java.util.Optional;

/** What lies under the runtime, for {@link dev.restante.MessageContext#unwrap}. Thread-safe. */
public interface Platform {

    /** Nothing, as in a unit test. */
    Platform NONE = new Platform() {
        @Override
        public <T> Optional<T> find(Class<T> type) {
            return Optional.empty();
        }
    };

    <T> Optional<T> find(Class<T> type);
}
