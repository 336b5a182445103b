package dev.donmai.registry.internal;

import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.session.SessionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which provider files sessions hold: a lease is in the session's directory, so that it outlives the daemon as the session
 * does. In between its being granted and its being written it is remembered here.
 */
final class SessionLeases {

    /** How long a lease may be on its way into a session directory, as far as a provider's end waits for it. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    /** The same as far as its file is concerned. */
    private static final Duration SURELY_WRITTEN = Duration.ofMinutes(1);

    private final Path sessions;
    private final Map<String, Long> granted = new ConcurrentHashMap<>();

    SessionLeases(Path sessions) {
        this.sessions = sessions;
    }

    /** A lease of a file was granted. */
    void grant(String hash) {
        granted.put(hash, System.nanoTime());
    }

    /** The files of sessions that live, and of those that may just begin. */
    Set<String> live() throws IOException {
        Set<String> held = recent(ON_ITS_WAY);
        if (Files.isDirectory(sessions)) {
            try (var directories = Files.newDirectoryStream(sessions, Files::isDirectory)) {
                for (Path directory : directories) {
                    SessionLayout layout = new SessionLayout(directory);
                    if (Files.exists(layout.session()) && !Files.exists(layout.record())) {
                        Json.read(layout.session(), SessionFile.class).providers().stream()
                                .flatMap(provider -> provider.files().stream())
                                .map(PinnedFile::sha256)
                                .forEach(held::add);
                    }
                }
            }
        }
        return held;
    }

    /** Files that a session may be about to name. */
    Set<String> underWay() {
        granted.values().removeIf(at -> System.nanoTime() - at > SURELY_WRITTEN.toNanos());
        return recent(SURELY_WRITTEN);
    }

    private Set<String> recent(Duration age) {
        long now = System.nanoTime();
        Set<String> recent = new HashSet<>();
        granted.forEach((hash, at) -> {
            if (now - at <= age.toNanos()) {
                recent.add(hash);
            }
        });
        return recent;
    }
}
