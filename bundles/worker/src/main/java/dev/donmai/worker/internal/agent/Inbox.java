package dev.donmai.worker.internal.agent;

import dev.donmai.files.AtomicFile;
import dev.donmai.model.Json;
import dev.donmai.model.session.InboxFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages for the agent: files that the daemon leaves in the session's directory, in the order of their names, and what came
 * with the lock. A file is deleted once the agent has its text. Thread-safe.
 */
public final class Inbox {

    private static final int MOST_WAITING = 64;
    private static final int MOST_BYTES = 256 << 10;
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Optional<Path> directory;
    private final Deque<String> posted = new ArrayDeque<>();

    /** @param directory where files may come; empty for a session without a directory */
    public Inbox(Optional<Path> directory) {
        this.directory = directory;
    }

    /** Adds a message that is no file. */
    public synchronized void post(String text) {
        if (posted.size() < MOST_WAITING) {
            posted.add(text);
        } else {
            LOG.warn("{} messages wait for the agent already; one more is dropped", MOST_WAITING);
        }
    }

    /** The oldest message; the same again until it is delivered. */
    synchronized Optional<FollowUp> oldest() {
        if (!posted.isEmpty()) {
            return Optional.of(new FollowUp(posted.getFirst(), Observed.Turn.MESSAGE, this::takeFirst));
        }
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        for (Path file : files(directory.get())) {
            Optional<FollowUp> message = message(file);
            if (message.isPresent()) {
                return message;
            }
        }
        return Optional.empty();
    }

    private synchronized void takeFirst() {
        posted.pollFirst();
    }

    private static List<Path> files(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory,
                file -> String.valueOf(file.getFileName()).endsWith(".json") && !AtomicFile.isTemporary(file))) {
            files.forEach(found::add);
        } catch (NoSuchFileException e) {
            // No message has come yet.
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("the inbox can't be read: {}", e.toString());
            return List.of();
        }
        found.sort(null);
        return found;
    }

    private static Optional<FollowUp> message(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
            }
            InboxFile message = Json.read(file, InboxFile.class);
            if (!message.text().isBlank()) {
                return Optional.of(new FollowUp(message.text(), Observed.Turn.MESSAGE, () -> delete(file)));
            }
            LOG.warn("the message {} has no text and is dropped", message.id());
        } catch (IOException e) {
            LOG.warn("a message for the agent can't be read and is dropped: {}", e.toString());
        }
        delete(file);
        return Optional.empty();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the message {} is delivered but can't be deleted: {}", file, e.toString());
        }
    }
}
