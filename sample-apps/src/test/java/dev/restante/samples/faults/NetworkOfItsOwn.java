package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace with nothing in it but loopback, for a process and its children; it goes with them. Within it rules of routing decide
 * who reaches whom, as packets that a node sends come from its own address.
 */
final class NetworkOfItsOwn {

    private static final Duration LONGEST = Duration.ofMinutes(8);

    /** Rules are asked in this order; the one that delivers to this machine comes first otherwise, and nothing could be before it. */
    private static final String BEGIN =
            "ip link set lo up && ip rule add pref 100 lookup local && ip rule del pref 0 && exec \"$0\" \"$@\"";

    private static final String ABORT = "ss --no-header --tcp --kill src %s dst %s 2>/dev/null";

    private static final String DROP = "ip rule %s from %s to %s blackhole pref 10";

    private NetworkOfItsOwn() {}

    /** Runs {@code main} there with {@code arguments}; fails when it does not end with 0. Skips the test where that is not permitted. */
    static void run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        assumeTrue(Shell.has("ip", "ss", "unshare"), "network namespaces need ip, ss and unshare");
        assumeTrue(Shell.succeeds("unshare -n true"), "network namespaces are not permitted here");
        List<String> command = new ArrayList<>(List.of("unshare", "-n", "sh", "-c", BEGIN));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        // Not our own output: what runs the tests talks to us over that.
        Path output = Files.createTempFile("network-of-its-own", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ended within %s", main.getSimpleName(), LONGEST)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("exit code of %s, which says why", main.getSimpleName())
                    .isZero();
        } finally {
            process.destroyForcibly();
            System.out.println(Files.readString(output));
            Files.delete(output);
        }
    }

    /** Ends this process when its input does, as it does when the test is no more. To be called by the main first. */
    static void endWithTheTest() {
        Thread watch = new Thread(NetworkOfItsOwn::endWithInput, "end of the test");
        watch.setDaemon(true);
        watch.start();
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("the test cannot be watched", e);
        } finally {
            System.exit(1);
        }
    }

    /** From now on nothing gets from one address to the other. Within the namespace only. */
    static void cut(String from, String to) {
        Shell.run(DROP.formatted("add", from, to));
    }

    /** Aborts all connections between two addresses, with what is on its way in them; they may be made anew. Returns how many ends there were. */
    static long abortConnections(String one, String other) {
        return Shell.run(ABORT.formatted(one, other)).lines().count();
    }

    /** Ends all cuts. */
    static void heal() {
        boolean more = true;
        while (more) {
            more = Shell.succeeds("ip rule del pref 10");
        }
    }
}
