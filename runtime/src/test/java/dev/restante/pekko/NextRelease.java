package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.tools.ToolProvider;

/**
 * The classes of a release that reads and writes one format version more than this one: all as here, but for {@code FormatVersion}, which is
 * compiled anew from a changed source. What is kept in memory, both releases share.
 */
final class NextRelease extends ClassLoader {

    private static final String FORMAT_VERSION = "dev.restante.engine.FormatVersion";
    private static final String SOURCE = "dev/restante/engine/FormatVersion.java";
    private static final String THIS_RELEASE = "int newest() {\n        return 1;";

    private final byte[] formatVersion;

    private NextRelease(byte[] formatVersion) {
        super(NextRelease.class.getClassLoader());
        this.formatVersion = formatVersion;
    }

    /** Compiles what differs into {@code folder}. */
    static NextRelease in(Path folder) throws IOException {
        String source = Files.readString(Path.of("src/main/java").resolve(SOURCE));
        assertThat(source).contains(THIS_RELEASE);
        Path changed = folder.resolve(SOURCE);
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, source.replace(THIS_RELEASE, THIS_RELEASE.replace("return 1", "return 2")));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, changed.toString()))
                .isZero();
        return new NextRelease(Files.readAllBytes(changed.resolveSibling("FormatVersion.class")));
    }

    /** As {@link ReleaseNode#start}, of this release. */
    ReleaseMember start(String storage, int port, int seedPort, String release) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this); // Where the actor system looks for its classes.
        try {
            Method start = loadClass(ReleaseNode.class.getName())
                    .getDeclaredMethod("start", String.class, int.class, int.class, String.class);
            start.setAccessible(true);
            return (ReleaseMember) start.invoke(null, storage, port, seedPort, release);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!isOfRelease(name)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private static boolean isOfRelease(String name) {
        boolean shared = name.startsWith("dev.restante.pekko.Memory") || name.equals(ReleaseMember.class.getName());
        return !shared
                && (name.startsWith("dev.restante.engine.")
                        || name.startsWith("dev.restante.behavior.")
                        || name.startsWith("dev.restante.pekko."));
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = name.equals(FORMAT_VERSION) ? formatVersion : bytesOf(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] bytesOf(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
