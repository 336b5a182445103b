package dev.donmai.sessions.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.model.Json;
import dev.donmai.model.session.LimitsFile;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionFile.Limits;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.SessionRecord.AppliedLimit;
import dev.donmai.process.CgroupLimits;
import dev.donmai.process.CgroupSupport;
import dev.donmai.process.SessionCgroup;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cgroup of each session where the machine gives one, and which limits hold because of it. Both are written into the
 * session directory before the start, so that the next daemon finds them.
 */
final class SessionCgroups {

    private static final long MIB = 1024 * 1024;
    private static final String MEMORY = "memory";
    private static final String CPU = "cpu";

    private static final Logger LOG = LoggerFactory.getLogger(SessionCgroups.class);

    private final CgroupSupport support;

    SessionCgroups(CgroupSupport support) {
        this.support = support;
    }

    /** Makes the cgroup of a session and notes which limits it enforces; empty where there is none to have. */
    Optional<Path> create(SessionFile file, SessionLayout layout) throws IOException {
        Optional<SessionCgroup> cgroup = make(file);
        List<AppliedLimit> limits = new ArrayList<>();
        Limits asked = file.limits();
        if (asked.memoryMb() > 0) {
            limits.add(limit(MEMORY, asked.memoryMb() + " MiB", cgroup));
        }
        if (asked.cpus() > 0) {
            limits.add(limit(CPU, asked.cpus() + " CPUs", cgroup));
        }
        if (asked.maxDurationSeconds() > 0) {
            limits.add(new AppliedLimit("duration", asked.maxDurationSeconds() + " s", true, "by the daemon"));
        }
        if (asked.outputMb() > 0) {
            limits.add(new AppliedLimit("output", asked.outputMb() + " MiB", true, "by daemon and worker"));
        }
        String directory = cgroup.map(made -> made.directory().toString()).orElse("");
        AtomicFile.write(layout.limits(), Json.bytes(new LimitsFile(directory, limits)));
        return cgroup.map(SessionCgroup::directory);
    }

    private Optional<SessionCgroup> make(SessionFile file) {
        if (!(support instanceof CgroupSupport.Usable usable)) {
            return Optional.empty();
        }
        Limits asked = file.limits();
        try {
            return Optional.of(
                    usable.cgroups().create(file.nonce(), new CgroupLimits(asked.memoryMb() * MIB, asked.cpus(), 0)));
        } catch (IOException e) {
            LOG.warn("session {} runs without a cgroup: {}", file.sessionId(), e.getMessage());
            return Optional.empty();
        }
    }

    private AppliedLimit limit(String name, String value, Optional<SessionCgroup> cgroup) {
        if (cgroup.isEmpty()) {
            String reason = support instanceof CgroupSupport.Unusable unusable
                    ? unusable.reason()
                    : "the cgroup of the session could not be made";
            return new AppliedLimit(name, value, false, reason);
        }
        Map<String, String> applied = cgroup.get().applied();
        return applied.containsKey(name)
                ? new AppliedLimit(name, value, true, applied.getOrDefault(name, ""))
                : new AppliedLimit(name, value, false, cgroup.get().refused().getOrDefault(name, "not enforced"));
    }

    /** The cgroup that a session got from whichever daemon started it. */
    static Optional<Path> existing(SessionLayout layout) throws IOException {
        String directory = read(layout).cgroup();
        return directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory));
    }

    static List<AppliedLimit> limits(SessionLayout layout) throws IOException {
        return read(layout).limits();
    }

    /** Removes the cgroup of an ended session. */
    static void remove(SessionLayout layout) throws IOException {
        Optional<Path> directory = existing(layout);
        if (directory.isPresent() && !SessionCgroup.at(directory.get()).remove()) {
            LOG.warn("processes are left in {}", directory.get());
        }
    }

    private static LimitsFile read(SessionLayout layout) throws IOException {
        try {
            return Json.read(layout.limits(), LimitsFile.class);
        } catch (NoSuchFileException e) {
            return LimitsFile.NONE;
        }
    }
}
