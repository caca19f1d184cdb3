package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.restante.engine.CourierSettings;
import dev.restante.engine.EngineSettings;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {

    private static final long LARGE_HEAP = 8L << 30;
    private static final long SMALL_HEAP = 256L << 20;

    @Test
    void the_reference_says_what_the_engine_takes_for_granted() {
        NodeSettings settings = NodeSettings.from(ConfigFactory.load(), LARGE_HEAP);

        assertThat(settings.engine()).isEqualTo(EngineSettings.defaults());
        assertThat(settings.courier()).isEqualTo(CourierSettings.defaults());
    }

    @Test
    void on_a_small_heap_all_partitions_together_keep_no_more_in_memory_than_it_has_room_for() {
        EngineSettings small =
                NodeSettings.from(ConfigFactory.load(), SMALL_HEAP).engine();

        assertThat(small.memoryBytes() * small.partitions()).isEqualTo(SMALL_HEAP / 4);
        assertThat(small.checkpointBytes() * 2 * small.partitions()).isEqualTo(SMALL_HEAP / 4);
        assertThat(small.activeCells() * 5L * 1024 * small.partitions()).isBetween(SMALL_HEAP / 5, SMALL_HEAP / 4);
        assertThat(small.windowMessages()).isEqualTo(EngineSettings.defaults().windowMessages());
    }

    @Test
    void a_limit_below_what_the_heap_has_room_for_stays_as_it_is() {
        NodeSettings settings = settings("restante.limits.active-cells = 7");

        assertThat(settings.engine().activeCells()).isEqualTo(7);
    }

    @Test
    void a_setting_that_makes_no_sense_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("restante.partitions = 0"))
                .withMessage("restante.partitions is 0; it must be between 1 and 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("restante.cluster.join = nowhere"))
                .withMessageContaining("'self' or 'seed-nodes'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("restante.limits.record-bytes = 3 GiB"))
                .withMessageContaining("record-bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("restante.courier-queue.messages = 0"))
                .withMessageContaining("courier-queue.messages");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> settings("restante.timeouts.call = soon"))
                .withMessageContaining("call");
    }

    @Test
    void a_journal_that_is_not_there_is_named_with_what_may_be_missing() {
        Config config = TestNode.config("x", "restante.storage.journal = restante.embedded.journal");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestNode.start(config))
                .withMessageContaining("restante.storage.journal")
                .withMessageContaining("restante-persistence");
    }

    @Test
    void a_node_without_a_cluster_provider_does_not_start() {
        Config config = TestNode.config("x", "pekko.actor.provider = local");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestNode.start(config))
                .withMessageContaining("pekko.actor.provider is 'local'");
    }

    @Test
    void a_state_store_that_is_not_there_ends_the_start_of_the_node() {
        Config config = TestNode.config("x", "restante.state-store.provider = com.example.Missing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestNode.start(config))
                .withMessageContaining("com.example.Missing")
                .withMessageContaining("class path");
    }

    @Test
    void promises_do_not_depend_on_the_configuration_of_pekko() {
        Config careless = TestNode.config("x", """
                pekko.actor.allow-java-serialization = on
                pekko.cluster.sharding.passivation.strategy = default-strategy
                restante.test.journal.replay-filter.mode = off
                """);

        Config bound = PekkoConfig.bindingOver(careless, NodeSettings.from(careless, LARGE_HEAP));

        assertThat(bound.getBoolean("pekko.actor.allow-java-serialization")).isFalse();
        assertThat(bound.getString("pekko.cluster.sharding.passivation.strategy"))
                .isEqualTo("none");
        assertThat(bound.getString("restante.test.journal.replay-filter.mode")).isEqualTo("fail");
        assertThat(bound.getBoolean("restante.test.journal.write-response-global-order"))
                .isFalse();
    }

    private static NodeSettings settings(String changed) {
        return NodeSettings.from(ConfigFactory.parseString(changed).withFallback(ConfigFactory.load()), LARGE_HEAP);
    }
}
