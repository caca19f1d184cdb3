package dev.restante.persistence.contract;

import static dev.restante.persistence.contract.JournalDriver.atomic;
import static dev.restante.persistence.contract.JournalDriver.event;
import static dev.restante.persistence.contract.JournalDriver.letters;
import static dev.restante.persistence.contract.PluginSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.JournalProtocol.WriteMessageSuccess;
import org.apache.pekko.persistence.JournalProtocol.WriteMessagesSuccessful$;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** An actor system with the journal under test, and for each test a log of five events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JournalSuite {

    private static int ids;

    PluginSystem plugins;
    JournalDriver journal;
    String id;

    /** The journal's settings, {@code pekko.persistence.journal.plugin} among them. The store is empty, and stays the same at each call. */
    protected abstract Config store();

    @BeforeAll
    void start() {
        plugins = new PluginSystem(store());
        journal = new JournalDriver(plugins);
    }

    @AfterAll
    void stop() {
        plugins.close();
    }

    void restart() {
        stop();
        start();
    }

    /** Five events, the last two of them atomic. */
    @BeforeEach
    void five_events_are_written() {
        id = newId();
        List<AtomicWrite> writes = new ArrayList<>(letters(id, 1, 3));
        writes.add(atomic(event(id, 4, "a-4"), event(id, 5, "a-5")));
        expectWritten(journal.write(writes), 1, 5);
    }

    static String newId() {
        return "p-" + ids++;
    }

    static void expectWritten(TestKit probe, long from, long to) {
        probe.expectMsgEquals(PATIENCE, WriteMessagesSuccessful$.MODULE$);
        LongStream.rangeClosed(from, to)
                .forEach(n -> assertThat(probe.expectMsgClass(PATIENCE, WriteMessageSuccess.class)
                                .persistent()
                                .sequenceNr())
                        .isEqualTo(n));
    }
}
