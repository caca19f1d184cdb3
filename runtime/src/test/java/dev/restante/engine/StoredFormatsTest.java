package dev.restante.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is stored stays readable: every format of version 1 is held against a file that is never edited. A change that makes one of these
 * tests fail needs a new version and a new file; the old file must still be read.
 */
class StoredFormatsTest {

    private static final List<GoldenFormat> FORMATS = List.of(
            new GoldenFormat(
                    "record",
                    RecordFormat.write(1, Samples.busyLedger().scalars, Samples.busyLedger().draft),
                    StoredFormatsTest::replayed),
            new GoldenFormat("checkpoint", IndexFormat.write(Samples.busyLedger()), StoredFormatsTest::restored),
            GoldenFormat.of(
                    "header",
                    new RowFormat.Header(1, 2, 3, 4, 5, 300, "paused by an operator"),
                    RowFormat::write,
                    RowFormat::readHeader),
            GoldenFormat.of("state", new RowFormat.State(7, Samples.deposit()), RowFormat::write, RowFormat::readState),
            GoldenFormat.of("event", Samples.deposit(), RowFormat::writePayload, RowFormat::readPayload),
            GoldenFormat.of(
                    "key",
                    new RowFormat.Key(new byte[] {1, 2, 3}, new MessageId(1, 2, 3), 9_000),
                    RowFormat::write,
                    RowFormat::readKey),
            GoldenFormat.of(
                    "pending",
                    new RowFormat.Pending(Samples.full(), 4_000, true),
                    RowFormat::write,
                    RowFormat::readPending),
            GoldenFormat.of("unacked", Samples.plain(3), RowFormat::write, RowFormat::readEnvelope),
            GoldenFormat.of(
                    "timer",
                    new RowFormat.Timer(false, Samples.BOB, "reminder", Samples.plain(3), 4_000),
                    RowFormat::write,
                    RowFormat::readTimer),
            GoldenFormat.of(
                    "call",
                    new RowFormat.Call(Samples.ALICE, Samples.deposit(), new MessageId(1, 2, 3), "order-7"),
                    RowFormat::write,
                    RowFormat::readCall),
            GoldenFormat.of(
                    "dead",
                    new RowFormat.Dead(Samples.full(), 3, "why", "at line 1", 1_000, 2_000),
                    RowFormat::write,
                    RowFormat::readDead),
            GoldenFormat.of("outcome", Samples.outcome(), RowFormat::write, RowFormat::readOutcome),
            GoldenFormat.of(
                    "expiry", new RowFormat.Expiry(Samples.ALICE, "k-1"), RowFormat::write, RowFormat::readExpiry));

    /** What a record leads to goes into the next checkpoint, which has to be read. */
    private static byte[] replayed(byte[] record) {
        Ledger ledger = ledgerBefore();
        Replay.apply(1, record, ledger);
        restored(IndexFormat.write(ledger));
        return record;
    }

    private static byte[] restored(byte[] index) {
        Ledger ledger = emptyLedger();
        IndexFormat.restore(1, index, ledger);
        return IndexFormat.write(ledger);
    }

    /** As it was before the record of {@link Samples#busyLedger}. */
    private static Ledger ledgerBefore() {
        Ledger ledger = emptyLedger();
        ledger.channel(Samples.COURIER + 1);
        ledger.mailbox(Samples.BOB).queue.add(new Mail(3, Samples.plain(2), 4_000));
        return ledger;
    }

    private static Ledger emptyLedger() {
        return new Ledger(1, EngineSettings.defaults(), Map.of());
    }

    @TestFactory
    Stream<DynamicTest> formats_of_version_1_stay_as_they_are() {
        return FORMATS.stream().flatMap(GoldenFormat::tests);
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> formats_of_version_1_survive_random_damage() {
        return FORMATS.stream().map(GoldenFormat::longTest);
    }

    @Test
    void a_record_brings_another_ledger_to_the_same_state() {
        Ledger busy = Samples.busyLedger();
        Ledger replayed = ledgerBefore();

        boolean clean = Replay.apply(1, RecordFormat.write(1, busy.scalars, busy.draft), replayed);

        assertThat(clean).isTrue();
        assertThat(replayed.channels).doesNotContainKey(Samples.COURIER + 1);
        assertThat(replayed.channel(Samples.COURIER).results).isEqualTo(busy.channel(Samples.COURIER).results);
        assertThat(replayed.mailbox(Samples.ALICE).queue.count()).isEqualTo(2);
        assertThat(replayed.mailbox(Samples.ALICE).mark).isEqualTo(busy.mailbox(Samples.ALICE).mark);
        assertThat(replayed.mailbox(Samples.BOB).queue.isEmpty()).isTrue();
        assertThat(replayed.outboxes.get(2).queue.first().envelope).isEqualTo(Samples.full());
        assertThat(replayed.overlay.get(RowKey.state(Samples.ALICE)))
                .isEqualTo(busy.overlay.get(RowKey.state(Samples.ALICE)));
        assertThat(replayed.overlay.isRemoved(RowKey.call(9))).isTrue();
        assertThat(IndexFormat.write(replayed)).hasSameSizeAs(IndexFormat.write(busy));
    }

    @Test
    void what_is_written_has_the_version_that_was_raised_to_and_never_an_older_one() {
        Ledger ledger = Samples.busyLedger();

        ledger.raiseFormat(2);
        ledger.raiseFormat(1);
        ledger.header(ledger.mailbox(Samples.BOB), RowFormat.Header.NEW);

        assertThat(RecordFormat.write(ledger.format, ledger.scalars, ledger.draft))
                .startsWith(2);
        assertThat(IndexFormat.write(ledger)).startsWith(2);
        assertThat(ledger.overlay.get(RowKey.header(Samples.BOB))).startsWith(2);
    }

    @Test
    void a_payload_that_goes_to_many_is_written_once() {
        byte[] body = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        Ledger ledger = Samples.busyLedger();
        int before = RecordFormat.write(1, ledger.scalars, ledger.draft).length;
        for (int i = 0; i < 50; i++) {
            ActorId subscriber = new ActorId("subscriber", "s" + i);
            dev.restante.Payload payload = new dev.restante.Payload("Event", 1, body);
            ledger.send(
                    i % 3 + 2,
                    new Envelope(new MessageId(2, 1, i), subscriber, payload, Provenance.NONE, Terms.sentAt(1)));
        }

        assertThat(RecordFormat.write(1, ledger.scalars, ledger.draft).length - before)
                .isBetween(10_000, 13_000);
    }

    @Test
    void the_partition_of_an_actor_never_changes() {
        List<ActorId> actors = List.of(
                Samples.ALICE,
                Samples.BOB,
                Samples.LEDGER,
                new ActorId("order", "{7}a"),
                new ActorId("parcel", "{7}b"));

        assertThat(actors.stream()
                        .map(actor -> Placement.partitionOf(actor, 64))
                        .toList())
                .isEqualTo(List.of(PLACES));
        assertThat(Placement.partitionOf(actors.get(3), 64)).isEqualTo(Placement.partitionOf(actors.get(4), 64));
    }

    @Test
    void actors_spread_evenly_over_the_partitions() {
        int[] counts = new int[64];
        for (int i = 0; i < 64_000; i++) {
            counts[Placement.partitionOf(new ActorId("account", "customer-" + i), 64)]++;
        }

        assertThat(Arrays.stream(counts).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
    }

    private static final Integer[] PLACES = {27, 47, 8, 23, 23};
}
