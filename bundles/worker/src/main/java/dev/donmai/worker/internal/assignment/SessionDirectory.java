package dev.donmai.worker.internal.assignment;

import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what our daemon wrote for the worker. */
public final class SessionDirectory {

    private SessionDirectory() {}

    /** The assignment of a session directory. */
    public static Assignment read(Path directory, Variables variables) throws PreflightException {
        SessionLayout layout = new SessionLayout(directory.toAbsolutePath().normalize());
        SessionFile file;
        try {
            file = Json.read(layout.session(), SessionFile.class);
        } catch (IOException e) {
            throw new PreflightException("read the session file: " + e, e);
        }
        if (file.version() != SessionFile.VERSION) {
            throw new PreflightException(layout.session() + " has version " + file.version() + ", this worker reads "
                    + SessionFile.VERSION + ": worker and daemon must be of one installation");
        }
        if (!file.hasDetail()) {
            throw new PreflightException("session \"" + file.sessionId()
                    + "\" has no detail, so there is nothing to work on; post it with \"detail\" or \"prompt\"");
        }
        SessionId.check(file.sessionId());
        if (!file.detail().hasPlatform()) {
            return new Assignment.FromDirectory(layout, file, file.detail(), Optional.empty());
        }
        // The file holds no credentials.
        DetailSource source = DetailSource.of(layout, file, variables);
        return new Assignment.FromDirectory(layout, file, new DetailFetch(source).fetch(), Optional.of(source));
    }
}
