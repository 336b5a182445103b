package dev.donmai.orchestrator.internal.queue;

import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.SessionRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What became of a claim, by the session directories of the daemon that made it: they are the truth. */
sealed interface Fate {

    /** There is no such session: the claim came to nothing, or the session is no longer kept. */
    record None() implements Fate {}

    /** The session was admitted and has no record yet. */
    record Unfinished() implements Fate {}

    /** The session is over. */
    record Ended(SessionRecord record) implements Fate {}

    static Fate of(Claim claim, Path sessions) throws IOException {
        Path latest = sessions.resolve(claim.sessionId());
        Fate fate = in(latest, claim);
        // An id that has run again since: its earlier runs stand beside the latest.
        for (int n = 1; fate instanceof None; n++) {
            Path earlier = latest.resolveSibling(latest.getFileName() + "~" + n);
            if (!Files.isDirectory(earlier)) {
                return fate;
            }
            fate = in(earlier, claim);
        }
        return fate;
    }

    private static Fate in(Path directory, Claim claim) throws IOException {
        SessionLayout layout = new SessionLayout(directory);
        try {
            if (!Json.read(layout.session(), SessionFile.class).claim().equals(claim.token())) {
                return new None();
            }
        } catch (NoSuchFileException e) {
            return new None();
        }
        try {
            return new Ended(Json.read(layout.record(), SessionRecord.class));
        } catch (NoSuchFileException e) {
            return new Unfinished();
        }
    }
}
