package dev.restante.engine;

import static dev.restante.engine.PlayedActors.ALICE;
import static dev.restante.engine.PlayedActors.BOB;
import static dev.restante.engine.PlayedActors.KEEPER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More actors have work than may be in memory at once. */
class PlacesTest {

    private final PartitionDriver partition = new PartitionDriver(PlayedSettings.withActiveCells(1));

    @BeforeEach
    void start() {
        partition.start().openChannel();
    }

    @Test
    void actors_that_wait_for_a_place_get_it_one_after_the_other() {
        partition.holdTurns();
        partition.bring(ALICE, "a");
        partition.bring(BOB, "b");
        partition.bring(KEEPER, "k");

        partition.finishTurns();

        assertThat(partition.bodiesHandedOver()).containsExactly("a", "b", "k");
    }

    @Test
    void a_place_that_is_offered_to_an_actor_without_work_any_more_is_offered_on() {
        partition.holdTurns();
        partition.bring(ALICE, "a");
        partition.bring(BOB, "b");
        partition.bring(KEEPER, "k");
        partition.ask(Long.class, new Request.Purge(BOB));

        partition.finishTurns();

        assertThat(partition.bodiesHandedOver()).containsExactly("a", "k");
    }

    @Test
    void an_actor_that_is_paused_while_it_waits_for_a_place_keeps_nobody_from_it() {
        partition.holdTurns();
        partition.bring(ALICE, "a");
        partition.bring(BOB, "b");
        partition.bring(KEEPER, "k");
        partition.ask(Boolean.class, new Request.Pause(BOB));

        partition.finishTurns();

        assertThat(partition.bodiesHandedOver()).containsExactly("a", "k");
    }
}
