package dev.donmai.launcher;

import dev.donmai.launcher.framework.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Caches of loaded classes that {@code lib/train.sh} wrote; they hold for one JDK. The script {@code donmai} looks in the same way. */
final class ClassCache {

    private ClassCache() {}

    /** The cache for that kind of program; empty without one for the JDK that runs. */
    static Optional<Path> of(Distribution distribution, String program) {
        Path caches = distribution.home().resolve("lib").resolve("aot");
        Path cache = caches.resolve(program + ".aot");
        Path trained = caches.resolve("release");
        Path running = Path.of(System.getProperty("java.home"), "release");
        try {
            return Files.isReadable(cache)
                            && Files.isReadable(trained)
                            && Files.isReadable(running)
                            && Files.mismatch(trained, running) == -1
                    ? Optional.of(cache)
                    : Optional.empty();
        } catch (IOException e) {
            LoggerFactory.getLogger(ClassCache.class)
                    .warn("workers start without the cache {}: {}", cache, e.getMessage());
            return Optional.empty();
        }
    }
}
