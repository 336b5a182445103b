package dev.donmai.sessions.internal;

import dev.donmai.model.session.SessionFile;
import dev.donmai.model.wire.SessionRecord.AppliedLimit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The cgroup of each session where the machine has one to give, and which limits hold because of it. */
final class SessionCgroups {

    Optional<Path> create(SessionFile file) {
        return Optional.empty();
    }

    Optional<Path> existing(SessionFile file) {
        return Optional.empty();
    }

    List<AppliedLimit> limits(SessionFile file) {
        return List.of();
    }

    void remove(SessionFile file) {}
}
