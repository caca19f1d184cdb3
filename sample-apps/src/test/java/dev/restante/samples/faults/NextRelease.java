package dev.restante.samples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A build of the next release, which reads and writes one format version more than this one: this one's jars, with one class compiled anew
 * from a changed source and found before theirs.
 *
 * @param jvmOptions make a process one of that release
 */
record NextRelease(List<String> jvmOptions) {

    static final String NUMBER = "0.2.0";
    static final int FORMAT = 2;

    private static final Path SOURCES = Path.of("../runtime/src/main/java");
    private static final Path FORMAT_VERSION = Path.of("dev/restante/engine/FormatVersion.java");
    private static final String NEWEST_HERE = "int newest() {\n        return 1;";

    NextRelease {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Compiles it into {@code folder}. */
    static NextRelease in(Path folder) throws IOException {
        String source = Files.readString(SOURCES.resolve(FORMAT_VERSION));
        assertThat(source).contains(NEWEST_HERE);
        Path changed = folder.resolve(FORMAT_VERSION);
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, source.replace(NEWEST_HERE, NEWEST_HERE.replace("return 1", "return " + FORMAT)));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, changed.toString()))
                .isZero();
        return new NextRelease(List.of("-Drestante.release=" + NUMBER, "-Xbootclasspath/a:" + folder));
    }
}
