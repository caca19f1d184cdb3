package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.engine.CourierInput.Wishes;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

/** What full mailboxes sent back, and what is remembered of it. */
class DeferralsTest {

    private static final CourierSettings LIMITS = CourierSettings.defaults();

    private final Deferrals deferrals = new Deferrals(LIMITS);

    @Test
    void each_time_a_mailbox_defers_again_the_wait_is_longer() {
        long first = deferrals.add(parcel(), 1, 0);
        deferrals.takeDue(1, first);

        assertThat(deferrals.add(parcel(), 2, 0)).isEqualTo(2 * first);
    }

    @Test
    void nothing_is_remembered_of_an_actor_for_which_all_was_given_up() {
        long first = deferrals.add(parcel(), 1, 0);
        deferrals.forEachQueue(ArrayDeque::clear);
        deferrals.takeDue(1, first);

        assertThat(deferrals.isEmpty()).isTrue();
        assertThat(deferrals.add(parcel(), 2, 0)).isEqualTo(first);
    }

    @Test
    void of_too_many_full_mailboxes_at_once_a_channel_defers_for_the_first_only() {
        Channel channel = new Channel(PartitionDriver.COURIER);
        int deferred = 0;
        while (channel.defers(new ActorId("plain", "a" + deferred), true)) {
            deferred++;
        }

        assertThat(deferred).isEqualTo(1_000);
        assertThat(channel.defers(new ActorId("plain", "a7"), false)).isTrue();
        assertThat(channel.defers(ALICE, false)).isFalse();
    }

    private static Parcel parcel() {
        Wishes plain = new Wishes(0, 0, false, null);
        return new Parcel(
                new CourierInput.Submit("t", ALICE, text("a"), Provenance.NONE, plain, 0), 0, 0, LIMITS.acceptMillis());
    }
}
