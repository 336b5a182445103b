package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.ContainedPath;
import dev.donmai.model.Json;
import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The local queue ({@code docs/queue.md}) as the command line sees it, with a daemon or without one. */
record QueueFolder(QueueLayout layout) {

    /**
     * Puts an item into the queue; it is on disk when this returns.
     *
     * @return its file
     */
    Path put(ObjectNode item) throws CommandFailure, IOException {
        String id = item.path("sessionId").asText();
        Optional<String> objection = ContainedPath.objectionTo(id);
        if (objection.isPresent()) {
            throw new CommandFailure("session run: the id " + objection.get());
        }
        for (Path folder : List.of(layout.waiting(), layout.claimed())) {
            if (Files.exists(layout.item(folder, id))) {
                throw new CommandFailure(
                        "session run: \"" + id + "\" is in the queue already: " + layout.item(folder, id));
            }
        }
        Files.createDirectories(
                layout.waiting(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = layout.item(layout.waiting(), id);
        AtomicFile.write(file, Json.bytes(item));
        return file;
    }
}
