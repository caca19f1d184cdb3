package dev.restante.persistence.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.restante.persistence.format.Keys;
import dev.restante.persistence.format.RecordFormat;
import dev.restante.persistence.format.Seal;
import dev.restante.persistence.format.SnapshotFormat;
import dev.restante.persistence.format.StoredRecord;
import dev.restante.persistence.format.StoredRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Properties;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of format 1, as they were written when it was new. The golden file is never edited: a change here needs a new version. */
class StoredFormatTest {

    private static final HexFormat HEX = HexFormat.of();

    private static ActorSystem system;
    private static Serialization serialization;
    private static Properties golden;

    @BeforeAll
    static void start() throws IOException {
        system = ActorSystem.create(
                "formats", ConfigFactory.parseString("pekko.loglevel = OFF").withFallback(ConfigFactory.load()));
        serialization = SerializationExtension.get(system);
        golden = new Properties();
        try (InputStream file = StoredFormatTest.class.getResourceAsStream("/golden/embedded-rows-1.properties")) {
            golden.load(file);
        }
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    private static byte[] golden(String name) {
        return HEX.parseHex(golden.getProperty(name));
    }

    private static PersistentRepr event(Object payload) {
        return PersistentRepr.apply(payload, 258, "partition-3", "m", false, ActorRef.noSender(), "writer")
                .withTimestamp(1_700_000_000_000L);
    }

    private static StoredRecord stored(byte[] key, byte[] row) {
        return new StoredRecord(Keys.sequenceNr(key), Seal.open(key, row, () -> "the golden row"));
    }

    @Test
    void a_record_of_bytes_keeps_its_format() {
        RecordFormat format = new RecordFormat(serialization);

        StoredRow written = format.store(event("payload".getBytes(UTF_8)));

        assertThat(written.key()).isEqualTo(golden("record.key"));
        assertThat(written.row()).isEqualTo(golden("record.bytes"));
        PersistentRepr read = format.event("partition-3", stored(golden("record.key"), golden("record.bytes")));
        assertThat(read.payload()).isEqualTo("payload".getBytes(UTF_8));
        assertThat(read.sequenceNr()).isEqualTo(258);
        assertThat(read.manifest()).isEqualTo("m");
        assertThat(read.writerUuid()).isEqualTo("writer");
        assertThat(read.timestamp()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void a_serialized_record_is_still_read() {
        RecordFormat format = new RecordFormat(serialization);

        PersistentRepr read = format.event("partition-3", stored(golden("record.key"), golden("record.serialized")));

        assertThat(read).isEqualTo(event("payload"));
        assertThat(format.store(event("payload")).row()).isEqualTo(golden("record.serialized"));
    }

    @Test
    void a_skipped_number_keeps_its_format() {
        RecordFormat format = new RecordFormat(serialization);

        assertThat(format.skip(event("any")).row()).isEqualTo(golden("record.skipped"));
        assertThat(format.isEvent(stored(golden("record.key"), golden("record.skipped"))))
                .isFalse();
        assertThat(format.isEvent(stored(golden("record.key"), golden("record.bytes"))))
                .isTrue();
    }

    @Test
    void snapshots_keep_their_format() {
        SnapshotFormat format = new SnapshotFormat(serialization);
        SnapshotMetadata metadata = SnapshotMetadata.apply("partition-3", 258, 1_700_000_000_000L);

        assertThat(format.store(metadata, "state").row()).isEqualTo(golden("snapshot.plain"));
        assertThat(format.store(metadata.withMetadata("meta"), "state").row())
                .isEqualTo(golden("snapshot.with-metadata"));
        SelectedSnapshot plain = format.load("partition-3", golden("record.key"), golden("snapshot.plain"));
        assertThat(plain).isEqualTo(SelectedSnapshot.create(metadata, "state"));
        SelectedSnapshot full = format.load("partition-3", golden("record.key"), golden("snapshot.with-metadata"));
        assertThat(full.metadata().metadata().get()).isEqualTo("meta");
    }

    @Test
    void the_rows_beside_the_log_keep_their_format() {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(258).array();
        byte[] trimmed = Keys.trimmed("partition-3");
        byte[] epoch = Keys.epoch(3);
        byte[] state = Keys.state(3, "k".getBytes(UTF_8));

        assertThat(trimmed).isEqualTo(golden("trimmed.key"));
        assertThat(Seal.of(trimmed, number)).isEqualTo(golden("trimmed.row"));
        assertThat(epoch).isEqualTo(golden("epoch.key"));
        assertThat(Seal.of(epoch, number)).isEqualTo(golden("epoch.row"));
        assertThat(state).isEqualTo(golden("state.key"));
        assertThat(Seal.of(state, "v".getBytes(UTF_8))).isEqualTo(golden("state.row"));
    }

    @Test
    void the_mark_of_the_last_commit_keeps_its_format() throws IOException {
        Properties marks = new Properties();
        try (InputStream file = StoredFormatTest.class.getResourceAsStream("/golden/commit-mark-1.properties")) {
            marks.load(file);
        }
        byte[] stored = HEX.parseHex(marks.getProperty("mark"));
        CommitMark.End end = new CommitMark.End(258, 7, 4096);

        assertThat(end.toBytes()).isEqualTo(stored);
        assertThat(CommitMark.End.of(stored)).isEqualTo(end);
    }
}
