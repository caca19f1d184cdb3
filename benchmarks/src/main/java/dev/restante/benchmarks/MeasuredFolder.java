package dev.restante.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** An embedded store in a folder. */
record MeasuredFolder(Path folder) implements MeasuredStore {

    @Override
    public Config config() {
        return ConfigFactory.parseMap(
                Map.of("restante.embedded.directory", folder.resolve("store").toString()));
    }

    @Override
    public String bareWrite() {
        return "disk          4 KiB append and sync";
    }

    @Override
    public Histogram bareWrites(int times) throws IOException {
        return RawDisk.appendAndSync(folder, times);
    }

    @Override
    public List<Alternative> alternatives(TellSettings settings) {
        return List.of();
    }

    @Override
    public void close() {
        // The folder is its owner's.
    }
}
