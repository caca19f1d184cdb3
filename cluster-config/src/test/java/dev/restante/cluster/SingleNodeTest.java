package dev.restante.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.Test;

class SingleNodeTest {

    @Test
    void the_profile_lies_over_the_references_and_under_what_is_asked_for() {
        Config config = SingleNode.load(ConfigFactory.parseString("pekko.remote.artery.canonical.port = 2551"));

        assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
        assertThat(config.getInt("pekko.remote.artery.canonical.port")).isEqualTo(2551);
        assertThat(config.getString("restante.cluster.join")).isEqualTo("self");
        assertThat(config.getInt("restante.partitions")).isPositive();
    }

    @Test
    void a_frame_holds_more_than_a_bag_and_the_largest_payload() {
        Config config = SingleNode.load(ConfigFactory.empty());

        assertThat(config.getBytes("pekko.remote.artery.advanced.maximum-frame-size"))
                .isGreaterThan(2 * config.getBytes("restante.limits.bag-bytes"))
                .isGreaterThan(config.getBytes("restante.max-payload"));
    }

    @Test
    void a_node_with_it_becomes_a_member_of_its_own_cluster() throws Exception {
        ActorSystem system = ActorSystem.create(
                "test", SingleNode.load(ConfigFactory.parseString("pekko { loglevel = OFF, stdout-loglevel = OFF }")));
        try {
            Cluster cluster = Cluster.get(system);
            CompletableFuture<Void> up = new CompletableFuture<>();
            cluster.registerOnMemberUp(() -> up.complete(null));

            cluster.join(cluster.selfAddress());

            assertThat(up).succeedsWithin(Duration.ofSeconds(20));
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }
}
