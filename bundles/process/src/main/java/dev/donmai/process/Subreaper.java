package dev.donmai.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this JVM the new parent of orphaned descendants (Linux) and takes them out of the process table when they have ended; in a container
 * nobody else may. A child that the JDK started is never touched: the JDK waits for it itself and at once, so only what has been a zombie
 * for two seconds and was not started here is reaped.
 *
 * <p>One per JVM. Closing it ends the reaping; the adoption of orphans stays.
 */
public final class Subreaper implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final Logger LOG = LoggerFactory.getLogger(Subreaper.class);

    private final ScheduledExecutorService executor;
    private Set<ProcessEntry> zombies = Set.of();

    private Subreaper(Duration interval) {
        executor = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("donmai-reaper").unstarted(task));
        var _ = executor.scheduleWithFixedDelay(
                this::reapQuietly, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins; empty where the system has no such thing. */
    public static Optional<Subreaper> enable() {
        return enable(INTERVAL);
    }

    static Optional<Subreaper> enable(Duration interval) {
        return Posix.becomeSubreaper() ? Optional.of(new Subreaper(interval)) : Optional.empty();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void reapQuietly() {
        try {
            reap();
        } catch (IOException | RuntimeException e) {
            // Next time; an unhandled exception would end the schedule.
            LOG.warn("can't look for orphans: {}", e.toString());
        }
    }

    private void reap() throws IOException {
        Set<ProcessEntry> now = new HashSet<>();
        for (long pid : children()) {
            if (!OwnChildren.contains(pid)) {
                ProcessTable.find(pid).filter(ProcessEntry::isZombie).ifPresent(now::add);
            }
        }
        for (ProcessEntry zombie : now) {
            if (zombies.contains(zombie) && Posix.reap(zombie.pid())) {
                LOG.debug("reaped orphan {}", zombie.pid());
            }
        }
        zombies = now;
    }

    private static Set<Long> children() throws IOException {
        Set<Long> children = new HashSet<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                for (String pid : read(task.resolve("children")).split("\\s+", 0)) {
                    if (!pid.isEmpty()) {
                        children.add(Long.parseLong(pid));
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException threadEnded) {
            return "";
        }
    }
}
