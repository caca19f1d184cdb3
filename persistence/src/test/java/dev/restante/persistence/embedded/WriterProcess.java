package dev.restante.persistence.embedded;

import static dev.restante.persistence.embedded.EmbeddedFixture.append;
import static dev.restante.persistence.embedded.EmbeddedFixture.position;
import static dev.restante.persistence.embedded.EmbeddedFixture.settings;

import java.nio.file.Path;
import java.util.Random;

/** Appends to several logs until it is killed, or whoever started it is gone, and prints each number once it is committed. */
final class WriterProcess {

    private static final int MAX_RECORDS = 100_000;

    private WriterProcess() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedStore store = EmbeddedStore.open(settings(Path.of(arguments[0])));
        for (int id = 0; id < Integer.parseInt(arguments[1]); id++) {
            String persistenceId = "p-" + id;
            next(store, persistenceId, position(store, persistenceId).highest() + 1, new Random(id));
        }
        // Ends when the process that started it ends, however that happens.
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    private static void next(EmbeddedStore store, String persistenceId, long number, Random random) {
        if (number > MAX_RECORDS) {
            return;
        }
        String filler = "x".repeat(random.nextInt(2000));
        store.submit(append(persistenceId, number, "record-" + number + "-" + filler))
                .thenRunAsync(() -> {
                    System.out.println(persistenceId + " " + number);
                    next(store, persistenceId, number + 1, random);
                })
                .exceptionally(failure -> {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(1);
                    return null;
                });
    }
}
