package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreUnusableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file that says which format a store's folder has, and whether its database was completely created.
 *
 * <p>The second matters because RocksDB, told to create what is missing, starts an empty database when its own pointer file is lost. So it
 * is told to create only while the marker says that no database was ever handed out.
 */
final class FormatMarker {

    private static final String FILE_NAME = "format";
    private static final String READY = "restante-embedded-store 1\n";
    private static final String CREATING = "restante-embedded-store 1 creating\n";

    private final Path folder;
    private final Path file;

    FormatMarker(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(FILE_NAME);
    }

    /** Whether the database is still to be created. Marks a new folder; refuses one of another format. */
    boolean databaseToBeCreated(Path database) throws IOException {
        if (!Files.exists(file)) {
            if (Files.exists(database)) {
                throw new StoreUnusableException("The folder " + folder + " holds data but no file '" + FILE_NAME
                        + "' that tells its format. Restore that file from a backup, or choose another folder"
                        + " (restante.embedded.directory).");
            }
            replaceWith(CREATING);
            return true;
        }
        return !isReady();
    }

    /** Refuses a folder without a store, and one of another format, as they are. */
    void requireStore() throws IOException {
        if (!Files.exists(file)) {
            throw new StoreUnusableException(
                    "There is no store in " + folder + ": it has no file '" + FILE_NAME + "'.");
        }
        isReady();
    }

    /** Damage may have left anything in the file. */
    private boolean isReady() throws IOException {
        String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return switch (content) {
            case CREATING -> false;
            case READY -> true;
            default ->
                throw new StoreUnusableException("The file " + file + " names a format that this version cannot read: '"
                        + content.strip()
                        + "'. Use the version of Restante that wrote it, restore the file from a backup if it is damaged, or"
                        + " choose another folder (restante.embedded.directory).");
        };
    }

    void databaseCreated() throws IOException {
        replaceWith(READY);
    }

    private void replaceWith(String content) throws IOException {
        Path next = folder.resolve(FILE_NAME + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
