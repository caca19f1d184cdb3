package dev.restante.samples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What a trial that fails leaves behind: the logs of its nodes, and where the threads are of those that still run. */
final class Evidence {

    private static final Path KEPT = FaultTable.FOLDER.resolve("failed");
    private static final String JAVA = "java";

    private Evidence() {}

    /** Something that may fail. */
    interface Body {
        void run() throws Exception;
    }

    /**
     * Runs {@code body}; when it fails, keeps what is known of it under {@code target/faults/failed}.
     *
     * @param folder where nodes leave their logs
     */
    static void keepIfFails(String name, long seed, Path folder, Body body) throws Exception {
        try {
            body.run();
        } catch (Exception | Error e) {
            try {
                Path kept = Files.createDirectories(KEPT.resolve(name.replace(' ', '-') + "_" + seed));
                keepLogs(folder, kept);
                keepThreads(kept);
                System.out.println("the logs of the nodes are in " + kept.toAbsolutePath());
            } catch (IOException | RuntimeException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    private static void keepLogs(Path folder, Path kept) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void keepThreads(Path kept) throws IOException {
        List<ProcessHandle> nodes = ProcessHandle.current()
                .descendants()
                .filter(process ->
                        process.info().command().map(Evidence::isJava).orElse(false))
                .toList();
        for (ProcessHandle node : nodes) {
            // One that is frozen does not answer.
            Shell.Result dump = Shell.attempt("timeout 10 jcmd " + node.pid() + " Thread.print -l");
            String title = node.info().commandLine().orElse("a node");
            Files.writeString(kept.resolve("threads-" + node.pid() + ".txt"), title + "\n" + dump.output() + "\n");
        }
    }

    private static boolean isJava(String command) {
        return Path.of(command).endsWith(JAVA);
    }
}
