package dev.restante.gateway.process;

import dev.restante.gateway.Restante;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a child node is started.
 *
 * @param applications names for {@code --app}
 * @param data the store's folder
 * @param log takes what the node writes to standard error, appended; its folder has to exist
 * @param http the address to serve on; port 0 lets the system choose
 * @param options more options of {@code restante node}, such as {@code --store}
 * @param jvmOptions such as {@code -Xmx512m}
 * @param environment variables besides those of this process, such as the password of a database
 * @param readyWithin how long a start may take
 */
public record ChildNodeSettings(
        List<String> applications,
        Path data,
        Path log,
        String http,
        List<String> options,
        List<String> jvmOptions,
        Map<String, String> environment,
        Duration readyWithin) {

    private static final Duration DEFAULT_READY_WITHIN = Duration.ofSeconds(60);
    /** What later JDKs ask for, given to this process by whoever started it. */
    private static final List<String> PASSED_ON = List.of("--enable-native-access", "--sun-misc-unsafe-memory-access");

    public ChildNodeSettings {
        applications = List.copyOf(applications);
        options = List.copyOf(options);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
        if (applications.isEmpty()) {
            throw new IllegalArgumentException("a node needs an application");
        }
    }

    /** A node with {@code application} on a free port of loopback, with its data and its log in {@code folder}. */
    public static ChildNodeSettings of(String application, Path folder) {
        return new ChildNodeSettings(
                List.of(application),
                folder.resolve("data"),
                folder.resolve("node.log"),
                "127.0.0.1:0",
                List.of(),
                List.of(),
                Map.of(),
                DEFAULT_READY_WITHIN);
    }

    public ChildNodeSettings withApplications(List<String> names) {
        return new ChildNodeSettings(names, data, log, http, options, jvmOptions, environment, readyWithin);
    }

    public ChildNodeSettings withHttp(String address) {
        return new ChildNodeSettings(applications, data, log, address, options, jvmOptions, environment, readyWithin);
    }

    public ChildNodeSettings withOptions(List<String> more) {
        return new ChildNodeSettings(applications, data, log, http, more, jvmOptions, environment, readyWithin);
    }

    public ChildNodeSettings withJvmOptions(List<String> flags) {
        return new ChildNodeSettings(applications, data, log, http, options, flags, environment, readyWithin);
    }

    public ChildNodeSettings withData(Path folder) {
        return new ChildNodeSettings(applications, folder, log, http, options, jvmOptions, environment, readyWithin);
    }

    public ChildNodeSettings withLog(Path file) {
        return new ChildNodeSettings(applications, data, file, http, options, jvmOptions, environment, readyWithin);
    }

    public ChildNodeSettings withEnvironment(Map<String, String> variables) {
        return new ChildNodeSettings(applications, data, log, http, options, jvmOptions, variables, readyWithin);
    }

    public ChildNodeSettings withReadyWithin(Duration time) {
        return new ChildNodeSettings(applications, data, log, http, options, jvmOptions, environment, time);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (PASSED_ON.stream().anyMatch(argument::startsWith)) {
                command.add(argument);
            }
        }
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Restante.class.getName(), "node"));
        command.addAll(List.of("--app", String.join(",", applications), "--data", data.toString(), "--http", http));
        command.addAll(options);
        command.add("--stop-with-input");
        return command;
    }

    /** Without the values of the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "node with " + applications + ", data " + data + ", log " + log + ", on " + http + ", options " + options
                + ", JVM options " + jvmOptions + ", environment " + environment.keySet();
    }
}
