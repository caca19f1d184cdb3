package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormatAgreementTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final MemoryStateStore store = new MemoryStateStore();
    private final ActorTestKit kit = ActorTestKit.create(
            "agreement",
            ConfigFactory.parseString("pekko.cluster.roles = [restante-format-3]")
                    .withFallback(TestNode.config("agreement", "")));

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private FormatInUse joined() {
        FormatInUse format = FormatInUse.of(Adapter.toClassic(kit.system()));
        kit.spawn(FormatAgreement.create(store, format, "1.2.0"));
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        return format;
    }

    @Test
    void what_all_members_read_is_written_once_the_store_says_so() {
        FormatInUse format = joined();

        TestNode.until(() -> format.version() == 3);
        assertThat(StoreFormat.read(store)).isCompletedWithValue(new StoreFormat(3, "1.2.0"));
    }

    @Test
    void a_node_that_finds_its_store_raised_when_it_has_joined_stops() {
        new StoreFormat(4, "1.3.0").write(store).toCompletableFuture().join();

        FormatInUse format = joined();

        assertThat(Adapter.toClassic(kit.system()).getWhenTerminated().toCompletableFuture())
                .succeedsWithin(LIMIT);
        assertThat(format.version()).isEqualTo(1);
    }

    @Test
    void a_store_is_never_lowered() {
        new StoreFormat(4, "1.3.0").write(store).toCompletableFuture().join();

        assertThat(new StoreFormat(3, "1.2.0").write(store)).isCompletedExceptionally();
        assertThat(StoreFormat.read(store)).isCompletedWithValue(new StoreFormat(4, "1.3.0"));
    }

    @Test
    void the_stored_version_is_as_the_first_release_wrote_it() {
        byte[] golden = HexFormat.of().parseHex("0100000003312e322e30");

        assertThat(new StoreFormat(3, "1.2.0").encode()).isEqualTo(golden);
        assertThat(StoreFormat.decode(golden)).isEqualTo(new StoreFormat(3, "1.2.0"));
        for (byte[] other : List.of(new byte[0], new byte[] {2, 0, 0, 0, 3})) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> StoreFormat.decode(other))
                    .withMessageContaining("is it of a later release?");
        }
    }
}
