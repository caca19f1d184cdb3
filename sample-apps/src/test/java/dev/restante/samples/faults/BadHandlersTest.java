package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages whose handlers throw, exhaust the memory or never return, among load that has nothing to do with them (F14). */
@Tag("faults")
class BadHandlersTest {

    /** A message that ends its process is given up after some eight stops, see decision 6. */
    private static final int MOST_STOPS = 15;

    @TempDir
    Path folder;

    private final long seed = ThreadLocalRandom.current().nextLong();

    @Test
    void poison_becomes_a_dead_letter_and_its_mailbox_goes_on() throws Exception {
        List<Deeds> actors = new ArrayList<>();
        Trial trial = Trial.of("F14 poison messages", seed, folder).clientsRest();
        for (int i = 0; i < 10; i++) {
            Deeds deeds = new Deeds("poisoned-" + i);
            actors.add(deeds);
            trial.with(deeds);
        }
        trial.run(scene -> {
            for (int round = 0; round < 5; round++) {
                for (Deeds deeds : actors) {
                    deeds.work(scene.load(), 1 + scene.random().nextInt(20));
                    deeds.tell(scene.load(), "Fail");
                    scene.count(1);
                    scene.expectDead(1);
                }
            }
            for (Deeds deeds : actors) {
                deeds.work(scene.load(), 20);
            }
        });
    }

    @Test
    void a_message_that_exhausts_the_memory_is_found_and_its_neighbours_are_not_blamed() throws Exception {
        Deeds deeds = new Deeds("greedy");
        Trial trial = Trial.of("F14 out of memory", seed, folder)
                .clientsRest()
                .node(settings -> settings.withJvmOptions(List.of("-Xmx192m")))
                .with(deeds);
        trial.run(scene -> {
            deeds.work(scene.load(), 20);
            String id = deeds.tell(scene.load(), "Exhaust");
            scene.expectDead(1);
            deeds.work(scene.load(), 20);
            while (scene.node().endsWithin(15)) {
                scene.count(1);
                assertThat(scene.injected()).as("stops").isLessThan(MOST_STOPS);
                scene.count(scene.node().restartUntilItServes(MOST_STOPS));
            }
            assertThat(deadLetter(scene, id).path("actor").asText()).isEqualTo("misbehaving/greedy");
        });
    }

    @Test
    void a_message_that_never_returns_holds_up_its_own_actor_and_is_given_up_after_stops() throws Exception {
        Deeds deeds = new Deeds("spinning");
        Trial trial = Trial.of("F14 endless loop", seed, folder).clientsRest().with(deeds);
        trial.run(scene -> {
            deeds.work(scene.load(), 20);
            String id = deeds.tell(scene.load(), "Spin");
            scene.expectDead(1);
            deeds.work(scene.load(), 20);
            scene.load().awaitReceipts(2_000, Trial.PATIENCE);
            while (deadLetter(scene, id).path("id").isMissingNode()) {
                scene.node().killAndRestart();
                scene.count(1);
                assertThat(scene.injected()).as("stops").isLessThan(MOST_STOPS);
                scene.load().awaitReceipts(2_000, Trial.PATIENCE);
            }
        });
    }

    private static JsonNode deadLetter(Scene scene, String id) throws IOException, InterruptedException {
        return new Connection(scene.node(), Trial.PATIENCE).get("/dead-letters/" + id);
    }
}
