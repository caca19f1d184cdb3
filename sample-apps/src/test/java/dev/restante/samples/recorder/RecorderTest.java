package dev.restante.samples.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.samples.recorder.RecorderMessage.Numbered;
import dev.restante.samples.recorder.RecorderMessage.Report;
import dev.restante.samples.recorder.Summary.Sender;
import dev.restante.testkit.BehaviorTestKit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private final BehaviorTestKit<RecorderMessage, Records> recorder =
            BehaviorTestKit.of(Recorder.TYPE, Recorder.behavior());

    @Test
    void numbers_in_order_are_counted() {
        record("s1", 1, 2, 3);

        assertThat(report()).isEqualTo(Map.of("s1", new Sender(3, 3, 0, 0)));
    }

    @Test
    void senders_are_told_apart() {
        record("s1", 1, 2);
        record("s2", 1);

        assertThat(report()).isEqualTo(Map.of("s1", new Sender(2, 2, 0, 0), "s2", new Sender(1, 1, 0, 0)));
    }

    @Test
    void a_number_that_came_before_is_a_duplicate_and_not_counted_again() {
        record("s1", 1, 2, 1, 2);

        assertThat(report()).isEqualTo(Map.of("s1", new Sender(2, 2, 2, 0)));
    }

    @Test
    void numbers_that_come_after_a_higher_one_are_out_of_order() {
        record("s1", 1, 4, 2, 3, 5);

        assertThat(report()).isEqualTo(Map.of("s1", new Sender(5, 5, 0, 2)));
    }

    @Test
    void a_number_that_skips_ahead_is_in_order() {
        record("s1", 2, 4);

        assertThat(report()).isEqualTo(Map.of("s1", new Sender(2, 4, 0, 0)));
    }

    @Test
    void a_lost_number_shows() {
        record("s1", 1, 3, 4);

        Sender sender = report().get("s1");
        assertThat(sender.count()).isLessThan(sender.last());
    }

    @Test
    void numbers_and_names_that_make_no_sense_are_rejected() {
        assertThat(recorder.deliver(new Numbered("s1", 0)).rejection()).contains("n must count up from 1");
        assertThat(recorder.deliver(new Numbered("s1", Long.MAX_VALUE)).rejection())
                .isPresent();
        assertThat(recorder.deliver(new Numbered("", 1)).rejection())
                .contains("a sender's name must have 1 to 255 characters");
        assertThat(recorder.deliver(new Numbered("s".repeat(256), 1)).rejection())
                .isPresent();
    }

    @Test
    void it_remembers_a_bounded_number_of_gaps() {
        Records records = Records.NONE;
        for (long n = 1; n <= 10_001; n++) {
            records = records.with(new Numbered("s1", 2 * n));
        }

        assertThat(records.refusal(new Numbered("s1", 100_000)))
                .contains("the numbers of a recorder's senders have at most 10000 gaps");
        assertThat(records.refusal(new Numbered("s1", 3))).isEmpty();
    }

    @Test
    void it_remembers_a_bounded_number_of_senders() {
        Records records = Records.NONE;
        for (int i = 0; i < 1_000; i++) {
            records = records.with(new Numbered("s" + i, 1));
        }

        assertThat(records.refusal(new Numbered("another", 1))).contains("a recorder has at most 1000 senders");
        assertThat(records.refusal(new Numbered("s0", 2))).isEmpty();
    }

    private void record(String sender, long... numbers) {
        for (long n : numbers) {
            assertThat(recorder.deliver(new Numbered(sender, n)).rejection()).isEmpty();
        }
    }

    private Map<String, Sender> report() {
        return recorder.deliver(new Report()).reply(Summary.class).senders();
    }
}
