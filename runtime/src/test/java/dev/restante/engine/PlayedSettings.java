package dev.restante.engine;

import java.util.Map;
import java.util.Set;

/** What partitions in tests run with. */
final class PlayedSettings {

    private static final EngineSettings DEFAULTS = EngineSettings.defaults();

    private PlayedSettings() {}

    /** Defaults, but for few partitions. */
    static EngineSettings few() {
        return withCheckpointEvery(DEFAULTS.checkpointBytes());
    }

    static EngineSettings withCheckpointEvery(long bytes) {
        return with(DEFAULTS.recordBytes(), bytes, DEFAULTS.activeCells(), DEFAULTS.rememberedKeys());
    }

    static EngineSettings withRecordsOf(int bytes) {
        return with(bytes, DEFAULTS.checkpointBytes(), DEFAULTS.activeCells(), DEFAULTS.rememberedKeys());
    }

    static EngineSettings withActiveCells(int cells) {
        return with(DEFAULTS.recordBytes(), DEFAULTS.checkpointBytes(), cells, DEFAULTS.rememberedKeys());
    }

    /** With so many client keys at most, and checkpoints so often that they are in the store. */
    static EngineSettings withRememberedKeys(int keys) {
        return with(DEFAULTS.recordBytes(), 200, DEFAULTS.activeCells(), keys);
    }

    private static EngineSettings with(int recordBytes, long checkpointBytes, int activeCells, int rememberedKeys) {
        return new EngineSettings(
                8,
                DEFAULTS.handOverMessages(),
                DEFAULTS.handOverBytes(),
                recordBytes,
                checkpointBytes,
                DEFAULTS.windowMessages(),
                DEFAULTS.windowBytes(),
                DEFAULTS.bagBytes(),
                DEFAULTS.memoryBytes(),
                activeCells,
                DEFAULTS.idleMillis(),
                DEFAULTS.graceMillis(),
                DEFAULTS.channelMillis(),
                DEFAULTS.outcomeMillis(),
                rememberedKeys,
                DEFAULTS.timers(),
                DEFAULTS.outboxBytes(),
                DEFAULTS.openCalls(),
                DEFAULTS.resendMillis());
    }

    /** Types of actors: roomy ones, ones with room for two messages, and ones that are built from events. */
    static Map<String, TypeSettings> types() {
        Set<String> messages = Set.of("Text");
        return Map.of(
                "plain", new TypeSettings("plain", messages, 1_000, 1 << 20, false, 3, 100, 1_000, false, false),
                "narrow", new TypeSettings("narrow", messages, 2, 1 << 20, false, 3, 100, 1_000, false, false),
                "keeper", new TypeSettings("keeper", messages, 1_000, 1 << 20, false, 3, 100, 1_000, false, true));
    }
}
