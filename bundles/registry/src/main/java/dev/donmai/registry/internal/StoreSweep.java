package dev.donmai.registry.internal;

import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.session.SessionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Removes what nobody needs from the content store: JARs that no session directory names and no provider uses. Where one
 * session cannot be read, nothing is removed: it might name anything.
 */
final class StoreSweep {

    private final ContentStore store;
    private final Path sessions;

    StoreSweep(ContentStore store, Path sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    /**
     * Sweeps once.
     *
     * @param inUse hashes of the providers that are there; only those can be pinned by a session that starts meanwhile
     * @return how many files were removed
     * @throws IOException naming the file that could not be read or removed; nothing was removed for want of certainty
     */
    int sweep(Set<String> inUse) throws IOException {
        Set<String> candidates = new HashSet<>(store.hashes());
        candidates.removeAll(inUse);
        if (candidates.isEmpty() || !Files.isDirectory(sessions)) {
            store.remove(candidates);
            return candidates.size();
        }
        try (var directories = Files.newDirectoryStream(sessions, Files::isDirectory)) {
            for (Path directory : directories) {
                Path file = new SessionLayout(directory).session();
                if (Files.exists(file)) {
                    Json.read(file, SessionFile.class).providers().stream()
                            .flatMap(provider -> provider.files().stream())
                            .map(PinnedFile::sha256)
                            .forEach(candidates::remove);
                }
            }
        }
        store.remove(candidates);
        return candidates.size();
    }
}
