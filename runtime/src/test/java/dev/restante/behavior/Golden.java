package dev.restante.behavior;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files that hold what earlier versions wrote. They are never edited. */
final class Golden {

    private Golden() {}

    static String text(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/behavior/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
