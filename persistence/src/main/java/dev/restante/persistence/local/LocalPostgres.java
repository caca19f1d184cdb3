package dev.restante.persistence.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of this process's own, from its Maven package: nothing is installed. It syncs its commits, which the package would
 * switch off, and has an ordinary role that must give its password, beside the superuser for whom the loopback address is enough.
 *
 * <p>Its files go when it is closed. One thread at a time.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String USER = "restante";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(30);

    private final Path data;
    private final String password = UUID.randomUUID().toString();
    private EmbeddedPostgres server;
    private Process watch;
    private boolean closed;

    private LocalPostgres(Path data, EmbeddedPostgres server) throws IOException {
        this.data = data;
        this.server = server;
        this.watch = endWithUs(postmaster());
    }

    /** A server is no child of ours that would notice when we are killed: this one is, and its input ends then. */
    private static Process endWithUs(long postmaster) throws IOException {
        return new ProcessBuilder("sh", "-c", "cat; kill -QUIT " + postmaster)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts one with an empty database, whose files are in the folder for temporary files. */
    public static LocalPostgres start() {
        return startIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Starts one with an empty database, in a new folder of {@code parent}. It ends with this process at the latest, however that ends. */
    public static LocalPostgres startIn(Path parent) {
        try {
            Path data = Files.createTempDirectory(parent, "restante-postgres-");
            LocalPostgres started = new LocalPostgres(data, builder(data).start());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "restante-local-postgres-end"));
            started.execute(
                    "CREATE ROLE " + USER + " LOGIN PASSWORD '" + started.password + "'",
                    "GRANT CREATE ON DATABASE postgres TO " + USER);
            Files.writeString(started.passwordFile(), started.password);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("A local PostgreSQL cannot be started", e);
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                // It would remove the data when a killed server is started again.
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setPGStartupWait(START)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setDataDirectoryCustomizer(directory -> requirePasswords(directory.toPath()));
    }

    private static void requirePasswords(Path directory) {
        try {
            Files.write(
                    directory.resolve("pg_hba.conf"),
                    List.of("host all postgres 127.0.0.1/32 trust", "host all all 127.0.0.1/32 scram-sha-256"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the database is. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    /** The ordinary role, which may make schemas. */
    public String user() {
        return USER;
    }

    /** What {@link #user} must give. */
    public String password() {
        return password;
    }

    /** A file that holds {@link #password}. */
    public Path passwordFile() {
        return data.resolve("restante.password");
    }

    /** A connection of the superuser. */
    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), "postgres", null);
    }

    /** Executes statements as the superuser. */
    public void execute(String... statements) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The local PostgreSQL refused a statement", e);
        }
    }

    /** Ends the connections of the ordinary role, as a failover or an impatient operator would. */
    public void cutConnections() {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + USER + "'");
    }

    /** Kills all its processes at once, with no chance to write anything more. */
    public void kill() throws IOException {
        watch.destroy();
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        List<ProcessHandle> processes = new ArrayList<>(postmaster.descendants().toList());
        processes.add(0, postmaster);
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            process.onExit().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    }

    /** Starts it again after {@link #kill}, on the same data and port. */
    public void restart() throws IOException {
        // Stops nothing any more, but gives the lock on the folder free.
        server.close();
        server = builder(data).setPort(server.getPort()).start();
        watch = endWithUs(postmaster());
    }

    /** Stops it and removes its files. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.destroy();
        try {
            server.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The local PostgreSQL left files behind in " + data, e);
        }
    }
}
