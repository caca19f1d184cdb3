package dev.restante.persistence.embedded;

import dev.restante.persistence.StoreUnusableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps a second process, and a second store of this process, out of a folder. The lock ends with the process, however that ends.
 *
 * <p>RocksDB has a lock too, but cannot tell who holds it.
 */
final class FolderLock implements AutoCloseable {

    private static final String FILE_NAME = "lock";

    /** A process loses its lock when it closes any channel to the file, so a second attempt must not get as far as opening one. */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Locks an existing folder. */
    static FolderLock acquire(Path directory) throws IOException {
        Path folder = directory.toRealPath();
        synchronized (HELD_HERE) {
            if (!HELD_HERE.add(folder)) {
                throw inUse(
                        folder,
                        "another store of this process ("
                                + ProcessHandle.current().pid() + ")");
            }
            boolean locked = false;
            try {
                FolderLock lock = new FolderLock(folder, lockedChannel(folder));
                locked = true;
                return lock;
            } finally {
                if (!locked) {
                    HELD_HERE.remove(folder);
                }
            }
        }
    }

    /** What it locks, by its real path. */
    Path folder() {
        return folder;
    }

    private static FileChannel lockedChannel(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(folder, holder(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(ownName().getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String ownName() {
        return "process " + ProcessHandle.current().pid();
    }

    private static String holder(Path file) throws IOException {
        String name = Files.readString(file).strip();
        return name.isEmpty() ? "another process" : name;
    }

    private static StoreUnusableException inUse(Path folder, String holder) {
        return new StoreUnusableException("The store in " + folder + " is in use by " + holder
                + ". Stop that one first, or choose another folder (restante.embedded.directory).");
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            HELD_HERE.remove(folder);
            channel.close();
        }
    }
}
