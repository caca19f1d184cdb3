package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.restante.ActorId;
import dev.restante.engine.Frame;
import dev.restante.engine.Protocol;
import dev.restante.engine.Request;
import dev.restante.pekko.PartitionMessage.Own;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireSerializerTest {

    private static final ActorTestKit KIT = ActorTestKit.create("wire", ConfigFactory.load());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    static List<Object> whatNodesSendEachOther() {
        return List.of(
                new Protocol.Ack(1, 2, 3),
                new Frame(List.of(new Frame.Item("to", "from", new Protocol.Ack(1, 2, 3)))),
                new PartitionMessage.Ask(new Request.Pause(new ActorId("account", "alice"))),
                new PartitionMessage.Answered(true),
                new PartitionMessage.KeepAlive(
                        7, KIT.<RollCallMessage>createTestProbe().ref()),
                new RollCallMessage.Alive(
                        7, Adapter.toClassic(KIT.createTestProbe().ref())),
                new RollCallMessage.Moving(
                        7, Adapter.toClassic(KIT.createTestProbe().ref())));
    }

    @ParameterizedTest
    @MethodSource("whatNodesSendEachOther")
    void pekko_finds_the_format_of_what_nodes_send_each_other(Object message) throws Exception {
        Serialization serialization = SerializationExtension.get(KIT.system());

        byte[] bytes = serialization.serialize(message).get();
        Object read = serialization
                .deserialize(
                        bytes,
                        WireSerializer.IDENTIFIER,
                        Serializers.manifestFor(serialization.findSerializerFor(message), message))
                .get();

        assertThat(read).isEqualTo(message);
    }

    private static WireSerializer serializer() {
        return new WireSerializer((ExtendedActorSystem) Adapter.toClassic(KIT.system()));
    }

    @Test
    void what_stays_on_a_node_is_not_sent() {
        assertThatThrownBy(() -> serializer().toBinary(Own.WAKE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not leave its node");
    }

    @Test
    void a_kind_of_a_later_release_is_refused_by_name() {
        assertThatThrownBy(() -> serializer().fromBinary(new byte[0], "Z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Z' is not known here");
    }
}
