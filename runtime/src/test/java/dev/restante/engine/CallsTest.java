package dev.restante.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many calls to the outside world, of which memory holds some. */
class CallsTest {

    private static final int MOST_IN_MEMORY = 200;
    private static final int MANY = 5_000;

    private final PlayedStorage storage = new PlayedStorage();
    private final Ledger ledger = new Ledger(1, EngineSettings.defaults(), Map.of());
    private final Reads reads = new Reads(ledger);
    private final Calls calls = new Calls(ledger, reads, MOST_IN_MEMORY);
    private final List<Long> started = new ArrayList<>();

    @Test
    void calls_that_find_no_room_in_memory_are_made_in_their_order_when_others_are_answered() {
        addAndCommit();
        int inMemory = started.size();

        answerAll();

        assertThat(inMemory).isLessThanOrEqualTo(MOST_IN_MEMORY);
        assertThat(started).hasSize(MANY).isSorted().doesNotHaveDuplicates();
        assertThat(calls.size()).isZero();
    }

    @Test
    void after_a_recovery_they_are_made_as_well() {
        addAndCommit();
        Calls recovered = new Calls(ledger, reads, MOST_IN_MEMORY);
        started.clear();

        recovered.restore(() -> {});
        carryOut();

        assertThat(recovered.size()).isEqualTo(MANY);
        assertThat(started).startsWith(1L, 2L, 3L).hasSizeLessThanOrEqualTo(MOST_IN_MEMORY);
    }

    private void addAndCommit() {
        for (int i = 0; i < MANY; i++) {
            calls.add(Samples.ALICE, Samples.deposit(), Samples.plain(i));
        }
        List<Runnable> afterCommit = List.copyOf(ledger.draft.afterCommit);
        ledger.draft = new Draft();
        afterCommit.forEach(Runnable::run);
        carryOut();
    }

    private void answerAll() {
        for (int next = 0; next < started.size(); next++) {
            calls.answered(started.get(next), call -> {});
            carryOut();
        }
    }

    private void carryOut() {
        reads.flush();
        for (List<Output> outputs = ledger.takeOutputs(); !outputs.isEmpty(); outputs = ledger.takeOutputs()) {
            for (Output output : outputs) {
                if (output instanceof Output.StartCall call) {
                    started.add(call.call());
                } else if (!(output instanceof Output.WakeAt)) {
                    storage.carryOut(output).ifPresent(this::read);
                }
            }
            reads.flush();
        }
    }

    private void read(Input answer) {
        Input.RowsRead rows = (Input.RowsRead) answer;
        reads.arrived(rows.request(), rows.rows());
    }
}
