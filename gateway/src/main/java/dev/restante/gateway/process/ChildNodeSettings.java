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
 * @param jvmOptions such as {@code -Xmx512m}
 * @param environment variables besides those of this process
 * @param readyWithin how long a start may take
 */
public record ChildNodeSettings(
        List<String> applications,
        Path data,
        Path log,
        String http,
        List<String> jvmOptions,
        Map<String, String> environment,
        Duration readyWithin) {

    private static final Duration DEFAULT_READY_WITHIN = Duration.ofSeconds(60);
    /** What later JDKs ask for, given to this process by whoever started it. */
    private static final List<String> PASSED_ON = List.of("--enable-native-access", "--sun-misc-unsafe-memory-access");

    public ChildNodeSettings {
        applications = List.copyOf(applications);
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
                Map.of(),
                DEFAULT_READY_WITHIN);
    }

    public ChildNodeSettings withApplications(List<String> names) {
        return new ChildNodeSettings(names, data, log, http, jvmOptions, environment, readyWithin);
    }

    public ChildNodeSettings withHttp(String address) {
        return new ChildNodeSettings(applications, data, log, address, jvmOptions, environment, readyWithin);
    }

    public ChildNodeSettings withJvmOptions(List<String> options) {
        return new ChildNodeSettings(applications, data, log, http, options, environment, readyWithin);
    }

    public ChildNodeSettings withData(Path folder) {
        return new ChildNodeSettings(applications, folder, log, http, jvmOptions, environment, readyWithin);
    }

    public ChildNodeSettings withEnvironment(Map<String, String> variables) {
        return new ChildNodeSettings(applications, data, log, http, jvmOptions, variables, readyWithin);
    }

    public ChildNodeSettings withReadyWithin(Duration time) {
        return new ChildNodeSettings(applications, data, log, http, jvmOptions, environment, time);
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
        command.add("--stop-with-input");
        return command;
    }
}
