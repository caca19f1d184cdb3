package dev.restante.persistence.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.LogRun;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.format.StoredRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.rocksdb.RocksDBException;

/** Stores for tests, and short ways to use them. */
final class EmbeddedFixture {

    private EmbeddedFixture() {}

    static Config config(Path directory) {
        return ConfigFactory.parseMap(Map.of(
                "restante.embedded.directory", directory.toString(),
                "restante.embedded.reopen.min-backoff", "10 ms",
                "pekko.persistence.journal.plugin", "restante.embedded.journal",
                "pekko.persistence.snapshot-store.plugin", "restante.embedded.snapshot-store"));
    }

    static EmbeddedSettings settings(Path directory) {
        return EmbeddedSettings.from(
                config(directory).withFallback(ConfigFactory.load()).resolve());
    }

    /** A record whose body is {@code text}. */
    static Append append(String persistenceId, long sequenceNr, String text) {
        byte[] key = Keys.numbered(persistenceId, sequenceNr);
        LogRun run = new LogRun(persistenceId, sequenceNr);
        run.add(sequenceNr, new StoredRow(key, Seal.of(key, text.getBytes(UTF_8))));
        return new Append(List.of(run));
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    static LogPosition position(EmbeddedStore store, String persistenceId) throws RocksDBException {
        return Objects.requireNonNull(store.read(view -> new LogReader(view, persistenceId).position()));
    }

    /** The bodies of all records of a log. */
    static List<String> log(EmbeddedStore store, String persistenceId) throws RocksDBException {
        List<String> texts = new ArrayList<>();
        store.read(view -> {
            LogReader reader = new LogReader(view, persistenceId);
            reader.replay(1, reader.position().highest(), stored -> {
                texts.add(UTF_8.decode(stored.body()).toString());
                return true;
            });
            return null;
        });
        return texts;
    }

    /** Copies what a crash at this moment would leave. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The database's files with a name that ends so, the latest last. */
    static List<Path> files(Path directory, String suffix) {
        try (var files = Files.list(directory.resolve("rocksdb"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
