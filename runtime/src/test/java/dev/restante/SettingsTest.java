package dev.restante;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final RetryPolicy RETRY = RetryPolicy.defaults();
    private static final MailboxSettings MAILBOX = MailboxSettings.defaults();

    @Test
    void the_defaults_are_what_the_documentation_says() {
        assertThat(RETRY)
                .isEqualTo(new RetryPolicy(
                        Duration.ofMillis(100), Duration.ofMinutes(1), 10, RetryPolicy.Exhausted.DEAD_LETTER));
        assertThat(MAILBOX).isEqualTo(new MailboxSettings(100_000, 64 << 20, MailboxSettings.Overflow.REFUSE));
    }

    @Test
    void one_thing_is_changed_at_a_time() {
        assertThat(RETRY.withAttempts(3).pause())
                .isEqualTo(
                        new RetryPolicy(Duration.ofMillis(100), Duration.ofMinutes(1), 3, RetryPolicy.Exhausted.PAUSE));
        assertThat(RETRY.pause().deadLetter()).isEqualTo(RETRY);
        assertThat(MAILBOX.withCapacity(5).defer())
                .isEqualTo(new MailboxSettings(5, 64 << 20, MailboxSettings.Overflow.DEFER));
        assertThat(MAILBOX.defer().refuse()).isEqualTo(MAILBOX);
    }

    @Test
    void what_is_out_of_bounds_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RETRY.withAttempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> RETRY.withBackoff(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RETRY.withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RETRY.withBackoff(Duration.ofSeconds(2), Duration.ofDays(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> MAILBOX.withCapacity(0));
        assertThatIllegalArgumentException().isThrownBy(() -> MAILBOX.withCapacityBytes(1));
    }
}
