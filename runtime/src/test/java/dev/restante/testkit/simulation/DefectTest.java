package dev.restante.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator must be able to fail: each defect put in on purpose breaks a promise within a bounded number of histories. */
class DefectTest {

    /** Most are noticed within a few dozen histories; which history is the first shifts with every change of the engine. */
    private static final long MOST_HISTORIES = 5_000;

    @ParameterizedTest
    @EnumSource(Defect.class)
    void a_defect_put_in_on_purpose_is_noticed(Defect defect, TestReporter reporter) {
        Optional<String> noticed = LongStream.rangeClosed(1, MOST_HISTORIES)
                .mapToObj(seed -> notice(defect, seed))
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(noticed).as("what the first seed that notices it says").isPresent();
        reporter.publishEntry(defect.name(), noticed.get());
    }

    private static Optional<String> notice(Defect defect, long seed) {
        try {
            defect.in(seed).run();
            return Optional.empty();
        } catch (InvariantViolation e) {
            return Optional.of("seed " + seed + ": " + e.promise());
        }
    }
}
