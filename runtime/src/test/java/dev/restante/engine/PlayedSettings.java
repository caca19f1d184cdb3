package dev.restante.engine;

import java.util.Map;
import java.util.Set;

/** What partitions in tests run with. */
final class PlayedSettings {

    private PlayedSettings() {}

    /** Defaults, but for few partitions. */
    static EngineSettings few() {
        return withCheckpointEvery(EngineSettings.defaults().checkpointBytes());
    }

    static EngineSettings withCheckpointEvery(long bytes) {
        return with(EngineSettings.defaults().recordBytes(), bytes);
    }

    static EngineSettings withRecordsOf(int bytes) {
        return with(bytes, EngineSettings.defaults().checkpointBytes());
    }

    private static EngineSettings with(int recordBytes, long checkpointBytes) {
        EngineSettings defaults = EngineSettings.defaults();
        return with(bytes, defaults.activeCells(), defaults.rememberedKeys());
    }

    static EngineSettings withActiveCells(int cells) {
        EngineSettings defaults = EngineSettings.defaults();
        return with(defaults.checkpointBytes(), cells, defaults.rememberedKeys());
    }

    /** With so many client keys at most, and checkpoints so often that they are in the store. */
    static EngineSettings withRememberedKeys(int keys) {
        EngineSettings defaults = EngineSettings.defaults();
        return with(200, defaults.activeCells(), keys);
    }

    private static EngineSettings with(long checkpointBytes, int activeCells, int rememberedKeys) {
        EngineSettings defaults = EngineSettings.defaults();
        return new EngineSettings(
                8,
                defaults.handOverMessages(),
                defaults.handOverBytes(),
<<<<<<< HEAD
                recordBytes,
=======
                defaults.recordBytes(),
>>>>>>> b62fb66 (Wait out a backoff by time passed, and tell what the review mended as stories)
                checkpointBytes,
                defaults.windowMessages(),
                defaults.windowBytes(),
                defaults.bagBytes(),
                defaults.memoryBytes(),
                activeCells,
                defaults.idleMillis(),
                defaults.graceMillis(),
                defaults.channelMillis(),
                defaults.outcomeMillis(),
                rememberedKeys,
                defaults.timers(),
                defaults.outboxBytes(),
                defaults.openCalls(),
                defaults.resendMillis());
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
