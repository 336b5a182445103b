package dev.donmai.sessions.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.process.Launcher;
import dev.donmai.process.ProcessIdentity;
import dev.donmai.process.WrappedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the sessions of a former daemon by reading directories ({@code design.md} §3): those whose wrapper lives are
 * adopted, those that never came to their start are started, those that ended meanwhile are handed over to be finished. A
 * directory without {@code session.json} was never acknowledged to anybody and goes.
 */
final class SessionRecovery {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(2);
    private static final Duration LOCK_LOOK = Duration.ofMillis(20);

    /** By then a platform may have given to somebody else what it has not heard of. */
    private static final Duration LATEST_START = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(SessionRecovery.class);

    private final SessionDirectories directories;
    private final Launcher launcher;
    private final SessionStart start;
    private final String daemonUrl;
    private final Clock clock;

    /** @param daemonUrl where this daemon's control API is; empty when it is at no address */
    SessionRecovery(
            SessionDirectories directories, Launcher launcher, SessionStart start, String daemonUrl, Clock clock) {
        this.directories = directories;
        this.launcher = launcher;
        this.start = start;
        this.daemonUrl = daemonUrl;
        this.clock = clock;
    }

    /** Every session that has no record yet. */
    List<LiveSession> unfinished() throws IOException, InterruptedException {
        directories.recover();
        List<LiveSession> found = new ArrayList<>();
        for (String id : directories.ids()) {
            SessionLayout layout = directories.of(id);
            if (Files.exists(layout.record())) {
                forget(id, layout);
                continue;
            }
            try {
                Optional<SessionFile> file = directories.read(id);
                if (file.isPresent()) {
                    found.add(adopt(reachable(file.get(), layout), layout));
                } else {
                    LOG.info("session {} was never started; removing its directory", id);
                    directories.discard(layout);
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("session {} cannot be recovered and stays as it is: {}", id, e.toString());
            }
        }
        return found;
    }

    /** A daemon that was killed right after the record was written had no time for it: the session's file is the older one. */
    private void forget(String id, SessionLayout layout) {
        try {
            if (Files.getLastModifiedTime(layout.session()).compareTo(Files.getLastModifiedTime(layout.record())) < 0) {
                Optional<SessionFile> file = directories.read(id);
                if (file.isPresent()) {
                    SessionEnd.forgetSecrets(file.get(), layout);
                }
            }
        } catch (IOException e) {
            LOG.error("what session {} was given is still in {}: {}", id, layout.directory(), e.toString());
        }
    }

    /** Workers look into the file when the daemon that they know does not answer. */
    private SessionFile reachable(SessionFile file, SessionLayout layout) throws IOException {
        if (daemonUrl.isEmpty() || daemonUrl.equals(file.daemonUrl())) {
            return file;
        }
        SessionFile moved = file.withDaemonUrl(daemonUrl);
        AtomicFile.write(layout.session(), Json.bytes(moved));
        return moved;
    }

    private LiveSession adopt(SessionFile file, SessionLayout layout) throws IOException, InterruptedException {
        Optional<ProcessIdentity> identity = wrapper(layout);
        if (identity.isEmpty() && mayStartLate(file, layout)) {
            return start.startLate(file, layout);
        }
        Optional<Path> cgroup = SessionCgroups.existing(layout);
        Optional<WrappedProcess> process =
                identity.map(wrapper -> cgroup.map(path -> launcher.adopt(wrapper, layout.directory(), path))
                        .orElseGet(() -> launcher.adopt(wrapper, layout.directory())));
        Duration elapsed = Duration.between(file.acceptedAt(), clock.instant());
        return new LiveSession(file, layout, process, elapsed.isNegative() ? Duration.ZERO : elapsed);
    }

    /** Whether it is certain that nothing of it has run, and not too late for it. */
    private boolean mayStartLate(SessionFile file, SessionLayout layout) throws IOException {
        return !Files.exists(layout.exit())
                && !Files.exists(layout.stop())
                && isOfThisBoot(file.acceptedAt())
                && !(file.detail().hasPlatform()
                        && file.acceptedAt().plus(LATEST_START).isBefore(clock.instant()))
                && !Launcher.mayRun(file.nonce());
    }

    /** Before that, files may be missing that were not on the disk yet when the machine went down. */
    private static boolean isOfThisBoot(Instant time) {
        return ProcessHandle.of(1)
                .flatMap(first -> first.info().startInstant())
                .filter(time::isAfter)
                .isPresent();
    }

    /** A wrapper that was being started when its daemon died writes its lock in a moment. */
    private static Optional<ProcessIdentity> wrapper(SessionLayout layout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LOCK_WAIT.toNanos();
        Optional<ProcessIdentity> identity = ProcessIdentity.read(layout.lock());
        while (identity.isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOCK_LOOK);
            identity = ProcessIdentity.read(layout.lock());
        }
        return identity;
    }
}
