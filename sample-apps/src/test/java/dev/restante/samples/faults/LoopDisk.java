package dev.restante.samples.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small ext4 disk of its own, in a file: it can be full, and its power can be cut. */
final class LoopDisk implements AutoCloseable {

    /** {@code EXT4_IOC_SHUTDOWN} with {@code NOLOGFLUSH}: whatever was not synced never gets to the disk. */
    private static final String CUT =
            "perl -e 'open(my $d, \"<\", $ARGV[0]) or die $!; my $f = pack(\"L\", 2); ioctl($d, 0x8004587d, $f) or die $!' ";

    private final Path image;
    private final Path mounted;

    private LoopDisk(Path image, Path mounted) {
        this.image = image;
        this.mounted = mounted;
    }

    /** Makes and mounts a disk of {@code mebibytes}; skips the test where that cannot be done. */
    static LoopDisk in(Path folder, int mebibytes) throws IOException {
        assumeTrue(Shell.has("mkfs.ext4", "mount", "umount", "perl"), "skipped: needs mkfs.ext4, mount and perl");
        LoopDisk disk = new LoopDisk(folder.resolve("disk.img"), Files.createDirectory(folder.resolve("disk")));
        Shell.run("truncate -s " + mebibytes + "M " + disk.image + " && mkfs.ext4 -q -F " + disk.image);
        assumeTrue(
                Shell.succeeds(disk.mountCommand()), "skipped: mounts a disk image, which takes root and loop devices");
        // A test that is ended from outside leaves no disk behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Shell.succeeds("umount -l " + disk.mounted)));
        return disk;
    }

    private String mountCommand() {
        return "mount -o loop " + image + " " + mounted;
    }

    Path folder() {
        return mounted;
    }

    /** From now on nothing gets to the disk any more, and what was not synced never does. */
    void cutPower() {
        Shell.run(CUT + mounted);
    }

    /** Mounts the disk as it is after the power has come back. Nobody may have a file open. */
    void powerUp() {
        Shell.run("umount " + mounted + " && " + mountCommand());
    }

    @Override
    public void close() {
        Shell.run("umount " + mounted);
    }
}
