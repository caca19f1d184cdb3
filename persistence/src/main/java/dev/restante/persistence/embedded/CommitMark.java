package dev.restante.persistence.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.restante.persistence.DamagedRowException;
import dev.restante.persistence.format.Seal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file that says how far the database was committed. RocksDB cannot tell a log that ends where it was torn by a crash from one that
 * was cut, and takes either for complete; what was synced before is then missing without a word. The file is written after each sync and not
 * synced itself: it can be behind the log, never ahead of it.
 */
final class CommitMark implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitMark.class);
    private static final byte[] FILE_NAME = "committed".getBytes(US_ASCII);

    /** After how many commits the manifest is looked at. It changes when a table file comes or goes, which is seldom. */
    private static final int MANIFEST_EVERY = 64;

    /**
     * How far the database was committed.
     *
     * @param change RocksDB's number of the last change
     * @param manifest number of the file that lists the table files
     * @param manifestBytes its size
     */
    record End(long change, long manifest, long manifestBytes) {

        private static final int BYTES = 3 * Long.BYTES;

        String manifestName() {
            return "MANIFEST-%06d".formatted(manifest);
        }

        byte[] toBytes() {
            return Seal.of(
                    FILE_NAME,
                    BYTES,
                    body -> body.putLong(change).putLong(manifest).putLong(manifestBytes));
        }

        static End of(byte[] bytes) {
            ByteBuffer body = Seal.open(FILE_NAME, bytes, () -> "The file that says how far the store was committed");
            return new End(body.getLong(), body.getLong(), body.getLong());
        }
    }

    private final Path database;
    private final FileChannel file;
    private End last = new End(0, 0, 0);
    private int commits;

    private CommitMark(Path database, FileChannel file) {
        this.database = database;
        this.file = file;
    }

    static Path in(Path folder) {
        return folder.resolve(new String(FILE_NAME, US_ASCII));
    }

    /** What the last owner of {@code folder} committed; empty when that is not known. */
    static Optional<End> read(Path folder) throws IOException {
        Path file = in(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(End.of(Files.readAllBytes(file)));
        } catch (DamagedRowException e) {
            // A crash may have torn it. It only guards; what it guards is checked by itself.
            LOG.warn(
                    "{} cannot be read, so a log that was cut at its end would not be noticed: {}",
                    file,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** Goes on in {@code folder}, whose database is in {@code database}. */
    static CommitMark open(Path folder, Path database) throws IOException {
        FileChannel file = FileChannel.open(in(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new CommitMark(database, file);
    }

    /** Everything up to {@code change} is synced. */
    void committed(long change) throws IOException {
        if (commits++ % MANIFEST_EVERY == 0) {
            last = manifestOf(database).orElse(last);
        }
        last = new End(change, last.manifest, last.manifestBytes);
        ByteBuffer content = ByteBuffer.wrap(last.toBytes());
        while (content.hasRemaining()) {
            file.write(content, content.position());
        }
    }

    /** The manifest in use, with no change; empty when there is none. */
    static Optional<End> manifestOf(Path database) throws IOException {
        Path pointer = database.resolve("CURRENT");
        if (!Files.exists(pointer)) {
            return Optional.empty();
        }
        String name = new String(Files.readAllBytes(pointer), US_ASCII).strip();
        if (!name.matches("MANIFEST-\\d{1,18}") || !Files.exists(database.resolve(name))) {
            return Optional.empty();
        }
        long bytes = Files.size(database.resolve(name));
        return Optional.of(new End(0, Long.parseLong(name.substring("MANIFEST-".length())), bytes));
    }

    /** What was written counts, whether or not the file can be closed. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("A file in {} cannot be closed", database.getParent(), e);
        }
    }
}
