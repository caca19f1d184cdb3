package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.restante.cluster.NodeAddress;
import dev.restante.cluster.SeedNodes;
import dev.restante.gateway.http.HttpServer;
import dev.restante.gateway.http.TestGateway;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** The manifest for Kubernetes and the recipe of the image ask for what a node offers. */
class KubernetesTest {

    private static final Path PROJECT = Path.of("..");

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    private static final List<JsonNode> OBJECTS = new ArrayList<>();

    @BeforeAll
    static void the_manifest_is_read() throws IOException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        try (Reader manifest = Files.newBufferedReader(PROJECT.resolve("cluster-config/kubernetes/restante.yaml"))) {
            for (Object object : yaml.loadAll(manifest)) {
                OBJECTS.add(new ObjectMapper().valueToTree(object));
            }
        }
    }

    private static JsonNode object(String kind, String name) {
        return OBJECTS.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode pod() {
        return object("StatefulSet", "restante").at("/spec/template/spec");
    }

    private static JsonNode container() {
        return pod().at("/containers/0");
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The arguments as the kubelet passes them on. */
    private static NodeOptions options() {
        List<String> args = texts(container().path("args")).stream()
                .map(arg -> arg.replace("$(POD_NAME)", "restante-1").replace("$(POD_NAMESPACE)", "orders"))
                .toList();
        assertThat(args.get(0)).isEqualTo("node");
        NodeCommand command = new NodeCommand();
        new CommandLine(command).parseArgs(args.subList(1, args.size()).toArray(String[]::new));
        return command.options;
    }

    private static int port(String name) {
        return StreamSupport.stream(container().path("ports").spliterator(), false)
                .filter(port -> port.path("name").asText().equals(name))
                .mapToInt(port -> port.path("containerPort").intValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_arguments_are_those_of_a_node_and_its_ports_those_of_the_container() {
        NodeOptions options = options();
        NodeSettings settings = options.settings();

        assertThat(settings.http().port()).isEqualTo(port("http"));
        assertThatNoException().isThrownBy(() -> HttpServer.requireGuarded(settings.http()));
        assertThat(options.store.isPostgres()).isTrue();
        assertThat(settings.overrides().getString("restante.postgres.jdbc-url")).startsWith("jdbc:postgresql://");
        SeedNodes nodes = settings.cluster().orElseThrow();
        assertThat(nodes.self().port()).isEqualTo(port("cluster"));
        assertThat(nodes.tls()).isPresent();
    }

    @Test
    void the_seeds_are_the_first_pods_by_the_names_that_the_headless_service_gives_them() {
        JsonNode set = object("StatefulSet", "restante");
        String service = set.at("/spec/serviceName").asText();
        SeedNodes nodes = options().settings().cluster().orElseThrow();

        assertThat(object("Service", service).at("/spec/clusterIP").asText()).isEqualTo("None");
        assertThat(object("Service", service)
                        .at("/spec/publishNotReadyAddresses")
                        .booleanValue())
                .isTrue();
        assertThat(nodes.seeds())
                .isEqualTo(IntStream.range(0, set.at("/spec/replicas").intValue())
                        .mapToObj(pod -> new NodeAddress(
                                "restante-" + pod + "." + service + ".orders.svc.cluster.local", port("cluster")))
                        .toList());
        assertThat(nodes.seeds()).contains(nodes.self());
    }

    @Test
    void the_probes_ask_for_paths_that_a_node_answers() {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode get = container().path(probe).path("httpGet");

            assertThat(get.path("port").asText()).isEqualTo("http");
            assertThat(GATEWAY.get(get.path("path").asText()).status())
                    .as(probe)
                    .isEqualTo(200);
        }
        assertThat(container().at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
        assertThat(container().at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
    }

    @Test
    void the_password_comes_from_a_mounted_secret_by_the_variable_that_a_node_reads() throws IOException {
        String variable = "RESTANTE_POSTGRES_PASSWORD_FILE";
        JsonNode file = StreamSupport.stream(container().path("env").spliterator(), false)
                .filter(env -> env.path("name").asText().equals(variable))
                .findFirst()
                .orElseThrow();

        assertThat(Path.of(file.path("value").asText()).getParent().toString()).isEqualTo(mount("db"));
        assertThat(options().cluster.tls).isEqualTo(Path.of(mount("tls")));
        assertThat(PROJECT.resolve("persistence/src/main/resources/reference.conf"))
                .content()
                .contains("password-file = ${?" + variable + "}");
    }

    private static String mount(String volume) {
        assertThat(StreamSupport.stream(pod().path("volumes").spliterator(), false)
                        .filter(each -> each.path("name").asText().equals(volume))
                        .findFirst()
                        .orElseThrow()
                        .has("secret"))
                .isTrue();
        return StreamSupport.stream(container().path("volumeMounts").spliterator(), false)
                .filter(mount -> mount.path("name").asText().equals(volume))
                .findFirst()
                .orElseThrow()
                .path("mountPath")
                .asText();
    }

    @Test
    void a_node_has_the_time_to_hand_its_partitions_over() {
        long stop = ConfigFactory.load().getDuration("restante.timeouts.stop").toSeconds();
        long preStop = Long.parseLong(
                texts(container().at("/lifecycle/preStop/exec/command")).get(1));

        assertThat(pod().path("terminationGracePeriodSeconds").longValue()).isGreaterThan(preStop + 5 + stop);
        assertThat(object("PodDisruptionBudget", "restante")
                        .at("/spec/maxUnavailable")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void the_image_runs_the_command_line_as_the_user_and_on_the_ports_of_the_manifest() throws IOException {
        List<String> recipe = Files.readAllLines(PROJECT.resolve("Dockerfile"));

        assertThat(recipe)
                .contains("USER " + pod().at("/securityContext/runAsUser").asText())
                .contains("EXPOSE " + port("http") + " " + port("cluster"));
        assertThat(recipe.get(recipe.size() - 1)).startsWith("ENTRYPOINT").contains(Restante.class.getName());
    }
}
