package dev.donmai.orchestrator.internal.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.PathLock;
import dev.donmai.model.Json;
import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the queue and the steps between them, each under the lock of the queue. An item is claimed in this order: who
 * has it is on disk, it is renamed, both are durable. Every step can be made again after a crash.
 */
final class QueueFiles {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Logger LOG = LoggerFactory.getLogger(QueueFiles.class);

    private final QueueLayout layout;

    QueueFiles(QueueLayout layout) {
        this.layout = layout;
    }

    QueueLayout layout() {
        return layout;
    }

    void create() throws IOException {
        for (Path folder :
                List.of(layout.waiting(), layout.claimed(), layout.done(), layout.failed(), layout.owners())) {
            Files.createDirectories(folder, PRIVATE);
        }
    }

    /** How many items wait. */
    int depth() throws IOException {
        return QueueLayout.names(layout.waiting()).size();
    }

    /** Takes an item; false when somebody else has been faster. */
    boolean claim(String name, Claim claim) throws IOException, InterruptedException {
        try (PathLock _ = lock()) {
            Path item = layout.item(layout.waiting(), name);
            if (!Files.exists(item) || Files.exists(layout.item(layout.claimed(), name))) {
                return false;
            }
            AtomicFile.write(layout.claim(name), Json.bytes(claim));
            move(name, layout.waiting(), layout.claimed());
            return true;
        }
    }

    private PathLock lock() throws IOException, InterruptedException {
        return PathLock.acquire(layout.lock(), LOCK_WAIT)
                .orElseThrow(
                        () -> new IOException("the queue is locked by somebody else for too long: " + layout.lock()));
    }

    /** Notes that the session of a claim has been admitted. */
    void accepted(String name, Claim claim) throws IOException, InterruptedException {
        try (PathLock _ = lock()) {
            if (stands(name, claim)) {
                AtomicFile.write(layout.claim(name), Json.bytes(claim.asAccepted()));
            }
        }
    }

    /** Gives an item back, if this is still its claim. */
    void release(String name, Claim claim) throws IOException, InterruptedException {
        try (PathLock _ = lock()) {
            if (stands(name, claim)) {
                giveBack(name);
            }
        }
    }

    /** Gives an item back that was put where it is by hand: a claim is on disk before its item is there. */
    void releaseUnclaimed(String name) throws IOException, InterruptedException {
        try (PathLock _ = lock()) {
            if (read(name).isEmpty()) {
                giveBack(name);
            }
        }
    }

    private void giveBack(String name) throws IOException {
        Path item = layout.item(layout.claimed(), name);
        if (Files.exists(item)) {
            if (Files.exists(layout.item(layout.waiting(), name))) {
                putAside(
                        name,
                        ItemResult.refused(
                                name,
                                "an item of this name was queued before and waits again; queue this one under another name",
                                Instant.now()));
            }
            move(name, layout.claimed(), layout.waiting());
        }
        Files.deleteIfExists(layout.claim(name));
    }

    /** Puts an item into its last folder, with what became of it, if this is still its claim. */
    void settle(String name, Claim claim, Path folder, ObjectNode result) throws IOException, InterruptedException {
        try (PathLock _ = lock()) {
            if (!stands(name, claim)) {
                return;
            }
            AtomicFile.write(layout.result(folder, name), Json.bytes(result));
            if (Files.exists(layout.item(layout.claimed(), name))) {
                move(name, layout.claimed(), folder);
            }
            Files.deleteIfExists(layout.claim(name));
        }
    }

    /** Whoever decides may have looked a while ago: the item may have been settled, queued anew and claimed by another since. */
    private boolean stands(String name, Claim claim) {
        return read(name).filter(now -> now.token().equals(claim.token())).isPresent();
    }

    /** Puts an item that waits aside; it is no item. */
    void reject(String name, ObjectNode result) throws IOException, InterruptedException {
        try (PathLock _ = lock()) {
            if (Files.exists(layout.item(layout.waiting(), name))) {
                putAside(name, result);
            }
        }
    }

    private void putAside(String name, ObjectNode result) throws IOException {
        AtomicFile.write(layout.result(layout.failed(), name), Json.bytes(result));
        move(name, layout.waiting(), layout.failed());
    }

    private void move(String name, Path from, Path to) throws IOException {
        Files.move(
                layout.item(from, name),
                layout.item(to, name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        AtomicFile.syncDirectory(to);
        AtomicFile.syncDirectory(from);
    }

    /** Every item that somebody has, by name; without a claim when it was not taken in the right way. */
    Map<String, Optional<Claim>> claims() throws IOException {
        Map<String, Optional<Claim>> claims = new TreeMap<>();
        for (String name : QueueLayout.names(layout.claimed())) {
            claims.put(name, read(name));
        }
        return claims;
    }

    private Optional<Claim> read(String name) {
        try {
            return Optional.of(Json.read(layout.claim(name), Claim.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.error("queue: the claim of \"{}\" is not readable, taken for none: {}", name, e.getMessage());
            return Optional.empty();
        }
    }
}
