package dev.donmai.files;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when entries of one directory have changed, appeared or vanished, a moment after the last change. What changed isn't told: the
 * receiver looks at the directory as it is now, so an event that gets lost in a burst costs nothing. Works by the system's events and, in
 * case these are lacking (a network file system, no event queues left, the directory replaced), by looking every few seconds.
 *
 * <p>The receiver is called on one thread, {@code donmai-watch-<name>}, one call at a time. What it throws is logged.
 */
public final class DirectoryWatch implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int MOST_DELAYS = 10;
    private static final int MOST_LINKS = 40;
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    private final Path directory;
    private final Target target;
    private final Duration quiet;
    private final Duration lookEvery;
    private final Receiver receiver;
    private final @Nullable WatchService events;
    private final Thread thread;
    private volatile boolean closed;
    private String seen;
    /** By directory: the one that is watched, and those that links in it lead to. */
    private final Map<Path, WatchKey> keys = new HashMap<>();

    /** Who wants to know. */
    @FunctionalInterface
    public interface Receiver {
        /** Something has changed. */
        void changed();

        /** The directory can't be looked at just now; it is tried again. */
        default void failed(IOException problem) {
            LOG.warn("can't look at a watched directory: {}", problem.getMessage());
        }
    }

    /**
     * What is watched.
     *
     * @param file the one entry that matters; empty when all do
     */
    private record Target(Path directory, Optional<Path> file) {
        /** Whether an entry of this path or bare name matters. */
        boolean has(Path entry) {
            return file.map(only -> only.getFileName().equals(entry.getFileName()))
                    .orElseGet(() -> !AtomicFile.isTemporary(entry));
        }
    }

    private DirectoryWatch(Target target, Duration quiet, Duration lookEvery, String name, Receiver receiver)
            throws IOException {
        this.directory = target.directory();
        this.target = target;
        this.quiet = quiet;
        this.lookEvery = lookEvery;
        this.receiver = receiver;
        this.events = openEvents(directory);
        register();
        this.seen = look();
        this.thread = Thread.ofPlatform().daemon().name("donmai-watch-" + name).unstarted(this::run);
    }

    /**
     * Begins to watch.
     *
     * @param directory need not exist yet
     * @param quiet how long nothing must have changed before the receiver is called; it is called after ten times that in any case
     * @param name of the thread
     * @param receiver called after changes that were made since this method returned
     */
    public static DirectoryWatch start(Path directory, Duration quiet, String name, Receiver receiver)
            throws IOException {
        return start(directory, quiet, LOOK_EVERY, name, receiver);
    }

    static DirectoryWatch start(Path directory, Duration quiet, Duration lookEvery, String name, Receiver receiver)
            throws IOException {
        return start(new Target(directory.toAbsolutePath(), Optional.empty()), quiet, lookEvery, name, receiver);
    }

    /**
     * Begins to watch one file: what else happens in its directory is nothing to it. Where the file is a link, what it leads to is
     * watched too.
     *
     * @param file need not exist yet, nor its directory
     * @param quiet as in {@link #start}
     * @param name of the thread
     * @param receiver as in {@link #start}
     */
    public static DirectoryWatch startForFile(Path file, Duration quiet, String name, Receiver receiver)
            throws IOException {
        return startForFile(file, quiet, LOOK_EVERY, name, receiver);
    }

    static DirectoryWatch startForFile(Path file, Duration quiet, Duration lookEvery, String name, Receiver receiver)
            throws IOException {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null) {
            throw new FileSystemException(file.toString(), null, "a root is no file");
        }
        return start(new Target(directory, Optional.of(absolute)), quiet, lookEvery, name, receiver);
    }

    private static DirectoryWatch start(
            Target target, Duration quiet, Duration lookEvery, String name, Receiver receiver) throws IOException {
        DirectoryWatch watch = new DirectoryWatch(target, quiet, lookEvery, name, receiver);
        watch.thread.start();
        return watch;
    }

    /** Ends the watch; when it returns, the receiver isn't running and won't be called, unless the receiver itself closes. */
    @Override
    public void close() throws IOException {
        closed = true;
        if (events != null) {
            events.close();
        }
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!closed) {
            try {
                if (awaitChange(lookEvery)) {
                    awaitQuiet();
                    tell();
                }
            } catch (InterruptedException | ClosedWatchServiceException e) {
                // Closed, or somebody wants the thread to end.
                return;
            } catch (IOException e) {
                call(() -> receiver.failed(e));
            } catch (RuntimeException | Error e) {
                LOG.error("the watch of {} failed and goes on", directory, e);
            }
        }
    }

    private void awaitQuiet() throws InterruptedException, IOException {
        long latest = System.nanoTime() + MOST_DELAYS * quiet.toNanos();
        boolean changing = true;
        while (changing && System.nanoTime() - latest < 0) {
            changing = awaitChange(quiet);
        }
    }

    private void tell() {
        if (!closed) {
            call(receiver::changed);
        }
    }

    /** Errors too: a thread that ended of one would leave all later changes unseen. */
    private void call(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException | Error e) {
            LOG.error("what watches {} failed", directory, e);
        }
    }

    /** Waits for a change at most as long as given; true if there was one. */
    private boolean awaitChange(Duration limit) throws InterruptedException, IOException {
        WatchKey fired = null;
        if (events == null) {
            TimeUnit.NANOSECONDS.sleep(limit.toNanos());
        } else {
            fired = events.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
        if (fired == null) {
            register();
            return hasChanged();
        }
        boolean changed = false;
        boolean here = fired.equals(keys.get(directory));
        for (WatchEvent<?> event : fired.pollEvents()) {
            changed |= here && (!(event.context() instanceof Path name) || target.has(name));
        }
        if (!fired.reset()) {
            // The directory itself is gone; perhaps another one takes its place.
            changed |= here;
        }
        register();
        // Look in any case, so that the next look doesn't tell of this change again.
        boolean looksDifferent = hasChanged();
        return changed || looksDifferent;
    }

    private boolean hasChanged() throws IOException {
        String now = look();
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    private static @Nullable WatchService openEvents(Path directory) throws IOException {
        try {
            return directory.getFileSystem().newWatchService();
        } catch (IOException e) {
            LOG.info("no change events ({}); looking at {} now and then instead", e.getMessage(), directory);
            return null;
        }
    }

    /** Watches the directory and, where a watched entry is a link, the directory of what it leads to. */
    private void register() {
        if (events == null) {
            return;
        }
        Set<Path> wanted = new HashSet<>(linked());
        wanted.add(directory);
        keys.entrySet().removeIf(known -> {
            boolean stale = !known.getValue().isValid() || !wanted.contains(known.getKey());
            if (stale) {
                known.getValue().cancel();
            }
            return stale;
        });
        wanted.removeAll(keys.keySet());
        wanted.stream().filter(Files::isDirectory).forEach(missing -> register(missing, events));
    }

    private void register(Path wanted, WatchService service) {
        try {
            keys.put(
                    wanted,
                    wanted.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException e) {
            LOG.info("no change events for {} ({}); looking now and then", wanted, e.getMessage());
        }
    }

    /** Where the links lie that lead from the watched file to its content, and the content itself. */
    private Set<Path> linked() {
        Set<Path> directories = new HashSet<>();
        try {
            Optional<Path> at = target.file();
            for (int i = 0; i < MOST_LINKS && at.isPresent() && Files.isSymbolicLink(at.get()); i++) {
                at = Optional.of(at.get().resolveSibling(Files.readSymbolicLink(at.get())));
                directories.add(at.get().resolveSibling("").toRealPath());
            }
            directories.remove(directory.toRealPath());
        } catch (IOException leadsNowhere) {
            LOG.debug("a watched link leads nowhere: {}", leadsNowhere.getMessage());
        }
        return directories;
    }

    private String look() throws IOException {
        TreeMap<String, String> entries = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
                for (Path entry : all) {
                    if (target.has(entry) && Files.exists(entry)) {
                        entries.put(String.valueOf(entry.getFileName()), signature(entry));
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return entries.toString();
    }

    private static String signature(Path entry) {
        try {
            BasicFileAttributes a = Files.readAttributes(entry, BasicFileAttributes.class);
            return a.fileKey() + " " + a.size() + " " + a.lastModifiedTime();
        } catch (IOException vanished) {
            return "";
        }
    }
}
