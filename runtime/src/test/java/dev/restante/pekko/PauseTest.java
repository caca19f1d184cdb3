package dev.restante.pekko;

import static dev.restante.pekko.CounterProgram.actor;
import static dev.restante.pekko.CounterProgram.add;
import static dev.restante.pekko.CounterProgram.get;
import static dev.restante.pekko.TestNode.await;
import static dev.restante.pekko.TestNode.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.ActorId;
import dev.restante.Dispatch;
import dev.restante.Operations;
import dev.restante.Operations.Cancellation;
import dev.restante.Receipt;
import dev.restante.behavior.FakeProgram;
import dev.restante.engine.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class PauseTest {

    private static final ActorId ALICE = actor("counter", "alice");

    private final List<Long> begun = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    @ParameterizedTest
    @EnumSource(names = {"OWN_ACTOR", "BLOCKING"})
    void a_pause_recalls_what_the_cell_has_not_begun_while_it_is_at_work(Dispatch dispatch) throws Exception {
        try (TestNode node = TestNode.start("recall " + dispatch, slowAtFirst(dispatch))) {
            Operations operations = node.runtime().operations();
            List<Receipt> receipts = handOverAtOnce(node, 1, 2, 3);

            assertThat(await(operations.pause(ALICE))).isTrue();
            CompletionStage<Cancellation> cancelled =
                    operations.cancel(ALICE, receipts.get(1).id().toString());
            released.countDown();

            assertThat(await(cancelled)).isEqualTo(Cancellation.CANCELLED);
            assertThat(begun).containsExactly(1L);
            assertThat(await(operations.describe(ALICE)).depth()).isEqualTo(1);
            await(operations.resume(ALICE));
            assertThat(node.askValue(ALICE, get())).isEqualTo(1 + 3);
            assertThat(begun).startsWith(1L, 3L);
        }
    }

    /** One hand-over of all these, the first of which is being handled. */
    private List<Receipt> handOverAtOnce(TestNode node, long... numbers) throws Exception {
        Operations operations = node.runtime().operations();
        await(operations.pause(ALICE));
        List<Receipt> receipts = new ArrayList<>();
        for (long number : numbers) {
            receipts.add(await(node.ask(ALICE, add(number)).receipt()));
        }
        await(operations.resume(ALICE));
        until(() -> !begun.isEmpty());
        return receipts;
    }

    private FakeProgram slowAtFirst(Dispatch dispatch) {
        return CounterProgram.named("counter", dispatch, this::handle);
    }

    private void handle(Delivery delivery) {
        begun.add(CounterProgram.value(delivery.envelope().payload()));
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
