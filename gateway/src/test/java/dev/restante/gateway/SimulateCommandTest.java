package dev.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulateCommandTest {

    @Test
    void simulate_says_what_its_histories_went_through() {
        CommandRun run = CommandRun.of("simulate", "--seeds", "5", "--seed", "1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("5 histories from seed 1 in ").contains("messages accepted", "crashes");
    }

    @Test
    void simulate_as_json_is_one_object() {
        CommandRun run = CommandRun.of("simulate", "--seeds", "2", "--seed", "1", "--json");

        assertThat(run.out())
                .startsWith("{\"firstSeed\":1,\"histories\":2,")
                .contains("\"kept\":true")
                .hasLineCount(1);
    }

    @Test
    void simulate_wants_at_least_one_seed() {
        assertThat(CommandRun.of("simulate", "--seeds", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
