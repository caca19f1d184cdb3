package dev.restante.engine;

import dev.restante.fuzz.Fuzz;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever damage does to the log, a partition that recovers from it refuses it or runs. */
@Timeout(120)
class DamagedLogTest {

    @Test
    void a_partition_that_recovers_from_damage_refuses_it_or_runs() throws Exception {
        recover(Fuzz.ordinary().fewer(5));
    }

    @Tag("long")
    @Test
    void a_partition_that_recovers_from_random_damage_refuses_it_or_runs() throws Exception {
        recover(Fuzz.randomly().fewer(5));
    }

    /** Puts the damaged bytes in place of the last record, recovers, lets time pass and stops. */
    private static void recover(Fuzz fuzz) throws Exception {
        NavigableMap<Long, byte[]> log = log();
        List<byte[]> lastFirst = List.copyOf(log.descendingMap().values());
        fuzz.run(
                CorruptLogException.class,
                damaged -> {
                    PartitionDriver partition = new PartitionDriver();
                    partition.storage.log.putAll(log);
                    partition.storage.log.put(partition.storage.log.lastKey(), damaged);
                    partition.holdTurns().start();
                    partition.ask(List.class, new Request.Deepest(null, 10));
                    partition.advance(5_000);
                    partition.stop();
                },
                lastFirst);
    }

    private static NavigableMap<Long, byte[]> log() {
        PartitionDriver partition = new PartitionDriver().start().openChannel();
        partition.holdTurns();
        partition.bring(PlayedActors.ALICE, "a", "later 60000 t tick");
        partition.bring(PlayedActors.KEEPER, "b", new ClientKey("k", new byte[16]));
        partition.advance(10);
        partition.finishTurns();
        return partition.storage.log;
    }
}
