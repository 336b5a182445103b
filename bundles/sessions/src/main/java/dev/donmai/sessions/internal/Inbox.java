package dev.donmai.sessions.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.files.ContainedPath;
import dev.donmai.files.Sha256;
import dev.donmai.model.Json;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.session.SessionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Puts messages for the agent into the directory of one session ({@link SessionLayout#inbox}). Thread-safe. */
final class Inbox {

    /** How many messages may wait for the agent. */
    static final int MAX_WAITING = 256;

    /** How many ids are remembered, so that a message that is sent twice is delivered once. */
    private static final int MAX_REMEMBERED = 1024;

    private final Path directory;
    private final InstantSource clock;
    private final Set<String> known = new LinkedHashSet<>();
    private long last;

    Inbox(SessionLayout layout, InstantSource clock) {
        this.directory = layout.inbox();
        this.clock = clock;
    }

    synchronized void put(InboxFile message) throws IOException {
        if (!message.id().isEmpty() && known.contains(message.id())) {
            return;
        }
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (waiting() >= MAX_WAITING) {
            throw new IOException("the agent has not taken the last " + MAX_WAITING + " messages");
        }
        // Later than the one before, also when the clock stands or the daemon is another one.
        last = Math.max(last + 1, clock.millis());
        AtomicFile.write(
                directory.resolve("%015d-%s.json".formatted(last, fileName(message.id()))), Json.bytes(message));
        remember(message.id());
    }

    private static String fileName(String id) {
        return ContainedPath.objectionTo(id).isEmpty() && id.length() <= 100
                ? id
                : Sha256.of(id).substring(0, 16);
    }

    private int waiting() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return (int) files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    private void remember(String id) {
        known.add(id);
        Iterator<String> oldest = known.iterator();
        while (known.size() > MAX_REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
    }
}
