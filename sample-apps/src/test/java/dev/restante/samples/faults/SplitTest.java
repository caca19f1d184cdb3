package dev.restante.samples.faults;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of a cluster that do not reach each other, or lose what they send each other, while all reach the database and clients reach all (F4, F5). */
@Tag("cluster-faults")
class SplitTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"aborts", "short", "alone", "halves", "one-way", "first-seed"})
    void nothing_is_lost_doubled_or_overtaken_by_a_split(String split) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        NetworkOfItsOwn.run(SplitTrials.class, split, Long.toString(seed), folder.toString());
    }
}
