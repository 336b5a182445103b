package dev.donmai.lifecycle.internal.check;

import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DoctorCheck;
import dev.donmai.lifecycle.Lifecycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whether the wall clock can be right: credentials and certificates depend on it. Deadlines do not, they are kept by
 * another clock.
 */
@Component(service = DoctorCheck.class)
public final class ClockCheck implements DoctorCheck {

    /** No machine that runs this version can have an earlier time. */
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration TOLERANCE = Duration.ofSeconds(5);
    private static final String REMEDY = "let the clock be set by the network: timedatectl set-ntp true";

    private final Lifecycle lifecycle;
    private final Configuration configuration;
    private final InstantSource clock;

    @Activate
    public ClockCheck(@Reference Lifecycle lifecycle, @Reference Configuration configuration) {
        this(lifecycle, configuration, InstantSource.system());
    }

    ClockCheck(Lifecycle lifecycle, Configuration configuration, InstantSource clock) {
        this.lifecycle = lifecycle;
        this.configuration = configuration;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Finding look() throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(EARLIEST)) {
            return Finding.failed("the clock says " + now + ", which cannot be", REMEDY);
        }
        Duration drift = Duration.between(lifecycle.startedAt().plusSeconds(lifecycle.uptimeSeconds()), now);
        if (drift.compareTo(TOLERANCE.negated()) < 0) {
            return Finding.warning(
                    "the clock was set back by " + drift.abs().toSeconds() + " s since the daemon started", REMEDY);
        }
        Duration disk = Duration.between(stamp(configuration.state().root()), now);
        if (disk.abs().compareTo(TOLERANCE) > 0) {
            return Finding.warning(
                    "the file system of " + configuration.state().root() + " is "
                            + disk.abs().toSeconds() + " s " + (disk.isNegative() ? "ahead of" : "behind")
                            + " the clock of this machine",
                    "set both clocks by the network");
        }
        return Finding.ok("the clock says " + now);
    }

    /** The time that the file system gives a new file. */
    private static Instant stamp(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, ".doctor-", "");
        try {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
