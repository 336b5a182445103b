package dev.donmai.orchestrator.internal.queue;

import dev.donmai.model.session.QueueLayout;
import dev.donmai.orchestrator.internal.work.InvalidItemException;
import dev.donmai.orchestrator.internal.work.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The items that wait, as they were when somebody looked last, in the order in which they are taken: by priority, where 1 is
 * the most urgent and none comes last, then by the time at which they were queued, then by name. Not thread-safe.
 */
final class Backlog {

    /** So many are looked at; those behind them come in when some of these have gone. */
    static final int MAX_ITEMS = 10_000;

    static final long MAX_BYTES = 1 << 20;

    /** A file that is no item may be one in a moment, when whoever writes it is done. */
    static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

    private static final Comparator<Waiting> ORDER = Comparator.comparingLong(Waiting::rank)
            .thenComparingLong(Waiting::queuedAt)
            .thenComparing(Waiting::name);

    private final QueueLayout layout;
    private final LongSupplier nanoTime;
    private Map<String, Waiting> waiting = new HashMap<>();

    /**
     * An item, or a file that is none.
     *
     * @param problem why it is none; empty when it is one
     * @param sinceNanos since when it has looked like this
     */
    record Waiting(
            String name,
            String sessionId,
            long rank,
            long queuedAt,
            String problem,
            long bytes,
            FileTime changed,
            long sinceNanos) {}

    Backlog(QueueLayout layout, LongSupplier nanoTime) {
        this.layout = layout;
        this.nanoTime = nanoTime;
    }

    /** Looks at the folder. */
    void refresh() throws IOException {
        Map<String, Waiting> fresh = new HashMap<>();
        List<String> names =
                QueueLayout.names(layout.waiting()).stream().limit(MAX_ITEMS).toList();
        for (String name : names) {
            look(name).ifPresent(item -> fresh.put(name, item));
        }
        waiting = fresh;
    }

    private Optional<Waiting> look(String name) throws IOException {
        Path file = layout.item(layout.waiting(), name);
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Waiting known = waiting.get(name);
            if (known != null && known.bytes() == now.size() && known.changed().equals(now.lastModifiedTime())) {
                return Optional.of(known);
            }
            return Optional.of(read(name, file, now));
        } catch (NoSuchFileException e) {
            // Somebody has taken it meanwhile.
            return Optional.empty();
        }
    }

    private Waiting read(String name, Path file, BasicFileAttributes attributes) throws IOException {
        FileTime changed = attributes.lastModifiedTime();
        try {
            if (!attributes.isRegularFile()) {
                throw new InvalidItemException("not a file");
            }
            if (attributes.size() > MAX_BYTES) {
                throw new InvalidItemException("larger than " + MAX_BYTES + " bytes");
            }
            WorkItem work = WorkItem.read(name, Files.readAllBytes(file));
            return new Waiting(
                    name,
                    work.spec().sessionId(),
                    work.priority() <= 0 ? Long.MAX_VALUE : work.priority(),
                    work.queuedAt() > 0 ? work.queuedAt() : changed.toMillis(),
                    "",
                    attributes.size(),
                    changed,
                    nanoTime.getAsLong());
        } catch (InvalidItemException e) {
            String problem = String.valueOf(e.getMessage());
            return new Waiting(name, name, 0, 0, problem, attributes.size(), changed, nanoTime.getAsLong());
        }
    }

    /** The items in their order. */
    List<Waiting> items() {
        return waiting.values().stream()
                .filter(item -> item.problem().isEmpty())
                .sorted(ORDER)
                .toList();
    }

    /** Files that are no items and have not changed for some time. */
    List<Waiting> invalid() {
        long now = nanoTime.getAsLong();
        return waiting.values().stream()
                .filter(item -> !item.problem().isEmpty() && now - item.sinceNanos() >= SETTLED_AFTER.toNanos())
                .toList();
    }

    /** Whether a file waits to be looked at again. */
    boolean unsettled() {
        return waiting.values().stream().anyMatch(item -> !item.problem().isEmpty());
    }

    /** Somebody has taken it. */
    void remove(String name) {
        waiting.remove(name);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
